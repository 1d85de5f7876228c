package dev.alknet.repl.shell;

import java.io.IOException;
import java.nio.file.Path;

/// What the parts of a shell share: the node and its session, what runs behind the prompt, and what is
/// remembered.
record Desk(Boot boot, Jobs jobs, Memory memory) implements AutoCloseable {
  static Desk in(Path home) {
    return new Desk(new Boot(), new Jobs(), new Memory(home.resolve("shell.db")));
  }

  @Override
  public void close() throws IOException {
    memory.close();
    boot.close();
  }
}
