package dev.alknet.stdlib.docker;

import java.util.Locale;

/// Which of its two outputs a process wrote to. A terminal has one only: it counts as stdout.
enum LogStream {
  STDOUT, STDERR;

  /// The spelling in events: `stdout` or `stderr`.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
