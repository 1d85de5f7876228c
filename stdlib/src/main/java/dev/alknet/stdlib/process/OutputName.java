package dev.alknet.stdlib.process;

import java.util.Locale;

/// The two streams a program writes to.
public enum OutputName {
  STDOUT, STDERR;

  /// The spelling in JSON: `stdout` or `stderr`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
