package dev.alknet.repl.shell;

import dev.alknet.repl.render.ScreenText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/// Shows text that is longer than the screen piece by piece, as somebody asks for it.
record Pager(Lines lines, Terminal terminal) {
  private static final int CTRL_C = 3;
  private static final long LOOK_MILLIS = 50;
  /// How many columns one character takes at the most.
  private static final int WIDEST = 2;

  /// What fits into a row of the screen; `ends` when the line of the text does so there.
  private record Row(String text, boolean ends) {}

  /// How many rows of a screen of this width it takes.
  static int rows(String text, int width) {
    return text.lines()
        .mapToInt(line -> fits(line, width) ? 1
            : AttributedString.fromAnsi(line).columnSplitLength(width).size())
        .sum();
  }

  void show(String text) throws InterruptedException {
    var width = lines.look().width();
    var rows = text.lines().flatMap(line -> rowsOf(line, width)).toList();
    var before = terminal.enterRawMode();
    try {
      int at = 0;
      int more = lines.height() - 1;
      while (more > 0) {
        var end = Math.min(rows.size(), at + more);
        lines.print(joined(rows.subList(at, end)));
        at = end;
        if (at == rows.size()) {
          return;
        }
        lines.drain();
        lines.status(lines.look().faint(keys(at, rows.size(), width)));
        more = asked(rows.size());
        lines.status("");
      }
    } catch (IOException e) {
      lines.complain("cannot read a key: " + e.getMessage());
    } finally {
      terminal.setAttributes(before);
    }
  }

  private static boolean fits(String line, int width) {
    return line.length() <= width / WIDEST;
  }

  private Stream<Row> rowsOf(String line, int width) {
    if (fits(line, width)) {
      return Stream.of(new Row(line, true));
    }
    var pieces = AttributedString.fromAnsi(line).columnSplitLength(width);
    if (pieces.size() == 1) {
      return Stream.of(new Row(line, true));
    }
    var rows = new ArrayList<Row>();
    pieces.forEach(piece -> rows.add(new Row(piece.toAnsi(terminal),
        rows.size() == pieces.size() - 1)));
    return rows.stream();
  }

  /// The terminal breaks a line that goes on, so that it can be copied as one.
  private static String joined(List<Row> rows) {
    var text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(rows.get(i).text)
          .append(rows.get(i).ends && i < rows.size() - 1 ? "\n" : "");
    }
    return text.toString();
  }

  /// As many words as there is room for.
  private static String keys(int shown, int all, int width) {
    var choices = List.of(shown + " of " + all + " lines; Space more, Enter one, a all, q enough",
        shown + " of " + all + "; Space, Enter, a, q", shown + "/" + all + " Space q");
    return choices.stream()
        .filter(words -> ScreenText.width(words) < width)
        .findFirst()
        .orElse("Space q");
  }

  /// How many rows more. Throws [InterruptedException] when the shell is told to leave.
  private int asked(int all) throws IOException, InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      switch (terminal.reader().read(LOOK_MILLIS)) {
        case ' ', 'f' -> {
          return lines.height() - 1;
        }
        case '\r', '\n', 'j' -> {
          return 1;
        }
        case 'a', 'G' -> {
          return all;
        }
        case 'q', CTRL_C, -1 -> {
          return 0;
        }
        default -> {
        }
      }
    }
  }
}
