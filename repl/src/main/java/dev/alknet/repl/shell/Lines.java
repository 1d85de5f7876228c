package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.repl.render.Theme;
import java.io.IOException;
import org.jline.terminal.Terminal;

/// Where inputs come from and where answers go. What needs a cursor is not had unless an implementation
/// says otherwise.
interface Lines extends AutoCloseable {
  /// Whether a person is typing.
  boolean attended();

  /// Waits for the next whole input.
  Line read(Prompt prompt) throws IOException, InterruptedException;

  /// Shows an answer, above what is being typed. Safe for use by many threads.
  void print(String text);

  /// Shows an answer, page by page where it is longer than the screen and somebody sits there. Only by
  /// the thread that reads inputs.
  default void page(String text) {
    print(text);
  }

  /// From now on colours are these.
  default void wear(Theme theme) {}

  /// Shows a complaint or a note.
  void complain(String text);

  /// Shows a sentence, broken between words where it is longer than the screen is wide.
  default void say(String sentence) {
    print(ScreenText.wrap(sentence, look().width(), ""));
  }

  /// The same for a sentence that complains, or tells how to go on.
  default void warn(String sentence) {
    complain(ScreenText.wrap(sentence, look().width(), ""));
  }

  /// Shows a line, or a few, that the next ones, or the next output, replace; nothing when it is empty. Only
  /// while no input is being read, and only where a screen can do that: false where it cannot.
  default boolean status(String text) {
    return false;
  }

  /// The last result has this name now. What is being typed shows it at its right end.
  default void keeps(String name) {}

  /// How long the prompt waits for the receipt of what Ctrl-C has stopped.
  long patienceMillis();

  /// Waits until everything that was printed is on the screen.
  void drain() throws InterruptedException;

  /// What the screen can show right now.
  Look look();

  /// How many lines the screen has; very many without one.
  default int height() {
    return Integer.MAX_VALUE;
  }

  /// Something that wants the whole terminal for a while.
  @FunctionalInterface
  interface Borrower {
    void use(Terminal terminal) throws IOException, InterruptedException;
  }

  /// Lends the terminal; what is printed meanwhile waits. False, and nothing is done, where nobody sits
  /// or the cursor cannot be moved. Only by the thread that reads inputs.
  default boolean lend(Borrower borrower) throws IOException, InterruptedException {
    return false;
  }

  /// Has these run, on another thread, each time such a key is pressed while no input is being read.
  default void onKeys(Keys keys) {}

  @Override
  void close() throws IOException;
}
