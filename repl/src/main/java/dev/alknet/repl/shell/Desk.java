package dev.alknet.repl.shell;

import java.io.IOException;
import java.nio.file.Path;

/// What the parts of a shell share: the node and its session, what runs behind the prompt, what is
/// remembered, and the files around.
record Desk(Boot boot, Jobs jobs, Memory memory, LocalFiles files) implements AutoCloseable {
  /// Remembers in `home`; files are those around `folder`.
  static Desk in(Path home, Path folder) {
    return new Desk(new Boot(), new Jobs(), new Memory(home.resolve("shell.db")),
        LocalFiles.in(folder));
  }

  @Override
  public void close() throws IOException {
    memory.close();
    boot.close();
  }
}
