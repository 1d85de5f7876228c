package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// The terminal this process was started from, if any. A hang-up means that it is lost only when there
/// was one and it is there no more.
record OwnTerminal(boolean had, BooleanSupplier there) {
  private static final Path DEVICE = Path.of("/dev/tty");

  static OwnTerminal ofProcess() {
    return new OwnTerminal(opens(), OwnTerminal::opens);
  }

  boolean lost() {
    return had && !there.getAsBoolean();
  }

  private static boolean opens() {
    try (var _ = Files.newByteChannel(DEVICE)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
