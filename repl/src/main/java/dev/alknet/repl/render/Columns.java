package dev.alknet.repl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows under headings, as wide as what they hold. Where there is too little room the last columns are
/// left out, and the first one is cut.
public final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /// The headings and the rows, each one line that fits the screen.
  public static List<String> lines(List<String> headings, List<List<String>> rows, Look look) {
    var widths = IntStream.range(0, headings.size())
        .map(column -> Math.max(TextWidth.of(headings.get(column)), rows.stream()
            .mapToInt(row -> TextWidth.of(Scalar.visible(row.get(column))))
            .max()
            .orElse(0)))
        .toArray();
    int shown = 0;
    int used = 0;
    while (shown < widths.length && used + widths[shown] < look.width()) {
      used += widths[shown++] + GAP.length();
    }
    var columns = Math.max(1, shown);
    var lines = new ArrayList<String>();
    lines.add(look.strong(line(headings, widths, columns, look)));
    rows.forEach(row -> lines.add(line(row, widths, columns, look)));
    return lines;
  }

  private static String line(List<String> cells, int[] widths, int columns, Look look) {
    var line = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      var cell = Scalar.visible(cells.get(column));
      line.append(column == 0 ? "" : GAP)
          .append(cell)
          .append(" ".repeat(widths[column] - TextWidth.of(cell)));
    }
    return TextWidth.cut(line.toString().stripTrailing(), look.width() - 1);
  }
}
