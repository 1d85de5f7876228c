package dev.alknet.repl.live;

import java.util.Locale;

/// Finds text in text, whichever case it is in.
final class LogFilter {
  private LogFilter() {}

  static boolean has(LogEntry entry, String wanted) {
    return wanted.isEmpty() || find(entry.text(), wanted) >= 0
        || find(entry.source().label(), wanted) >= 0;
  }

  /// Where it begins; -1 when it is not in it.
  static int find(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).indexOf(wanted.toLowerCase(Locale.ROOT));
  }
}
