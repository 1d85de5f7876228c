package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import java.io.IOException;

/// Where inputs come from and where answers go.
interface Lines extends AutoCloseable {
  /// Whether a person is typing.
  boolean attended();

  /// Waits for the next whole input.
  Line read() throws IOException, InterruptedException;

  /// Shows an answer, above what is being typed. Safe for use by many threads.
  void print(String text);

  /// Shows a complaint or a note.
  void complain(String text);

  /// What the screen can show right now.
  Look look();

  /// Has `action` run, on another thread, each time somebody presses Ctrl-C while no input is
  /// being read.
  void onInterrupt(Runnable action);

  @Override
  void close() throws IOException;
}
