package dev.alknet.repl.shell;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Terminal;

/// Shows text that is longer than the screen piece by piece, as somebody asks for it.
record Pager(Lines lines, Terminal terminal) {
  private static final int CTRL_C = 3;
  private static final long LOOK_MILLIS = 50;

  void show(List<String> text) throws InterruptedException {
    var before = terminal.enterRawMode();
    try {
      int at = 0;
      int more = lines.height() - 1;
      while (more > 0) {
        var end = Math.min(text.size(), at + more);
        lines.print(String.join("\n", text.subList(at, end)));
        at = end;
        if (at == text.size()) {
          return;
        }
        lines.drain();
        lines.status(lines.look()
            .faint("%d of %d lines; Space more, Enter one, a all, q enough"
                .formatted(at, text.size())));
        more = asked(text.size());
        lines.status("");
      }
    } catch (IOException e) {
      lines.complain("cannot read a key: " + e.getMessage());
    } finally {
      terminal.setAttributes(before);
    }
  }

  /// How many lines more. Throws [InterruptedException] when the shell is told to leave.
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
