package dev.alknet.repl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows under headings, in columns as wide as what they hold and together no wider than the screen.
///
/// When there is too little room the widest columns give first, but none so much that its heading could
/// not be read; what does not fit in a cell ends in `…`. Columns of numbers stand to the right.
record Table(List<String> headings, List<List<String>> rows, List<Boolean> numeric) {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  Table {
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
    numeric = List.copyOf(numeric);
  }

  /// A table of words.
  static Table of(List<String> headings, List<List<String>> rows) {
    return new Table(headings, rows, headings.stream().map(_ -> false).toList());
  }

  /// Whether every column would keep room for its heading, or for a few letters.
  boolean fits(Look look) {
    var least = IntStream.range(0, headings.size()).map(this::least).sum();
    return least + GAP.length() * (headings.size() - 1) <= look.width();
  }

  String text(Look look) {
    var widths = widths(look.width());
    var lines = new ArrayList<String>();
    lines.add(look.strong(line(headings, widths)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return String.join("\n", lines);
  }

  private int wanted(int column) {
    return Math.max(TextWidth.of(headings.get(column)),
        rows.stream().mapToInt(row -> TextWidth.of(row.get(column))).max().orElse(0));
  }

  private int least(int column) {
    return Math.min(wanted(column), Math.max(NARROWEST, TextWidth.of(headings.get(column))));
  }

  private int[] widths(int available) {
    var widths = IntStream.range(0, headings.size()).map(this::wanted).toArray();
    var least = IntStream.range(0, headings.size()).map(this::least).toArray();
    var tooMuch = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - available;
    while (tooMuch > 0) {
      var widest = IntStream.range(0, widths.length)
          .filter(column -> widths[column] > least[column])
          .reduce((best, next) -> widths[next] > widths[best] ? next : best);
      if (widest.isEmpty()) {
        break;
      }
      widths[widest.getAsInt()]--;
      tooMuch--;
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      var cell = TextWidth.cut(cells.get(column), widths[column]);
      var padding = " ".repeat(widths[column] - TextWidth.of(cell));
      line.append(column == 0 ? "" : GAP)
          .append(numeric.get(column) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }
}
