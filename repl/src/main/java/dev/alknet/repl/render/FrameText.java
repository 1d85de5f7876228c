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
      var begins = Math.min(bar, line.length()); // an empty one has no space behind its bar
      var code = i == caret
          ? " ".repeat(column - from) + "^"
          : TextWidth.part(Scalar.visible(line.substring(begins)), from, room);
      shown.add((line.substring(0, begins) + code).stripTrailing());
    }
    return shown;
  }
}
