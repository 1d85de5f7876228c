package dev.alknet.repl.render;

import java.util.ArrayList;
import java.util.stream.Collectors;

/// Text measured in columns of a screen.
public final class ScreenText {
  private ScreenText() {}

  /// How many columns it takes.
  public static int width(String text) {
    return TextWidth.of(text);
  }

  /// The text with its control characters shown, but for the ends of lines.
  public static String safe(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.lines().map(Scalar::visible).collect(Collectors.joining("\n"));
  }

  /// The text on lines of this width, broken between words where that is possible; the second and all
  /// further ones begin with `indent`.
  public static String wrap(String text, int width, String indent) {
    if (TextWidth.of(text) <= width) {
      return text;
    }
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split("(?<=\\S)(?= )", -1)) {
      var fits = TextWidth.of(line + word) <= width;
      if (!fits && !line.toString().isBlank()) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(indent).append(word.stripLeading());
      } else {
        line.append(word);
      }
    }
    lines.add(line.toString());
    return String.join("\n", lines);
  }

  /// The text itself if it fits, else as much of its beginning as does, and `…`.
  public static String cut(String text, int width) {
    return TextWidth.cut(text, width);
  }
}
