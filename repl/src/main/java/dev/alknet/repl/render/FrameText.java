package dev.alknet.repl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The code around a failure, with its control characters shown; of lines that are longer than the screen
/// that part which the failure is in.
final class FrameText {
  private static final Pattern CARET = Pattern.compile(" +\\| (\\s*)\\^");
  /// What is shown behind the caret at the least.
  private static final int BEHIND = 10;

  private FrameText() {}

  static List<String> lines(String frame, int width) {
    var lines = frame.stripTrailing().lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      var caret = CARET.matcher(lines.get(i));
      if (caret.matches()) {
        return around(lines, i, caret.start(1), caret.end(1), width);
      }
    }
    return lines.stream().map(Scalar::visible).toList();
  }

  /// `bar`: where code begins in a line; `place`: where the caret stands below the line before it.
  private static List<String> around(List<String> lines, int caret, int bar, int place, int width) {
    var failed = lines.get(caret - 1);
    var before = failed.substring(bar, Math.clamp(place, bar, failed.length()));
    var column = TextWidth.of(Scalar.visible(before));
    var room = width - bar;
    var from = column + BEHIND < room ? 0 : Math.max(0, column - room / 2);
    var shown = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var code = i == caret ? " ".repeat(column - from) + "^"
          : part(Scalar.visible(line.substring(Math.min(bar, line.length()))), from, room);
      shown.add((line.substring(0, Math.min(bar, line.length())) + code).stripTrailing());
    }
    return shown;
  }

  /// What stands from this column on, after `…` when something stands before it.
  private static String part(String text, int from, int room) {
    if (from == 0) {
      return TextWidth.cut(text, room);
    }
    var at = 0;
    var used = 0;
    while (at < text.length() && used <= from) {
      var point = text.codePointAt(at);
      used += TextWidth.of(Character.toString(point));
      at += Character.charCount(point);
    }
    var gap = Math.max(0, used - from - 1);
    return at == text.length() && used <= from
        ? ""
        : "…" + " ".repeat(gap) + TextWidth.cut(text.substring(at), room - 1 - gap);
  }
}
