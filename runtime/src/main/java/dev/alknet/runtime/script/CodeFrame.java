package dev.alknet.runtime.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The lines around a place in a source, with a caret under it.
final class CodeFrame {
  private static final int AROUND = 2;

  private CodeFrame() {}

  /// Empty when the source has no such line.
  static String render(String source, Position at) {
    List<String> lines = source.lines().toList();
    if (at.line() < 1 || at.line() > lines.size()) {
      return "";
    }
    var first = Math.max(1, at.line() - AROUND);
    var last = Math.min(lines.size(), at.line() + AROUND);
    var width = String.valueOf(last).length();
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> line(number, lines.get(number - 1), at, width))
        .collect(Collectors.joining("\n"));
  }

  private static String line(int number, String text, Position at, int width) {
    var here = number == at.line();
    var line =
        ("%s %" + width + "d | %s").formatted(here ? ">" : " ", number, text).stripTrailing();
    if (!here) {
      return line;
    }
    var before = text.substring(0, Math.min(text.length(), Math.max(0, at.column() - 1)))
        .replaceAll("[^\t]", " ");
    return line + "\n" + " ".repeat(width + 2) + " | " + before + "^";
  }
}
