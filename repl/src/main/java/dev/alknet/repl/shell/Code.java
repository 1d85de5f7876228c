package dev.alknet.repl.shell;

import java.util.regex.Pattern;

/// A line of JavaScript, and whether the prompt waits for it: one that ends in `&` runs behind it.
record Code(String text, boolean behind) {
  private static final Pattern BEHIND = Pattern.compile("(.*[^&\\s])\\s*&\\s*", Pattern.DOTALL);

  static Code parse(String typed) {
    var behind = BEHIND.matcher(typed);
    return behind.matches() ? new Code(behind.group(1), true) : new Code(typed, false);
  }

  /// The beginning of it, on one line and short enough for a list.
  static String title(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }
}
