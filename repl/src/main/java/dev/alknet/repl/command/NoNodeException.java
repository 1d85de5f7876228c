package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Path;

/// No node is running in a home.
final class NoNodeException extends IOException {
  private static final long serialVersionUID = 1;

  NoNodeException(Path home, Throwable cause) {
    super("no node is running in %s; start one with: alk node --home %s".formatted(home, home),
        cause);
  }
}
