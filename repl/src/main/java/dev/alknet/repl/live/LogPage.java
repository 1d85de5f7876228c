package dev.alknet.repl.live;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// The part of a [LogBuffer] that is on the screen, and what keys do to it.
///
/// It follows the end until somebody goes up. Used by one thread.
public final class LogPage {
  private static final int PUSH = 20;

  /// What a typed text is for.
  private enum Asking {
    NOTHING(""), FILTER("filter: "), SEARCH("search: ");

    private final String prompt;

    Asking(String prompt) {
      this.prompt = prompt;
    }
  }

  private final LogBuffer buffer;
  private final LogText text;
  private final IntSupplier running;
  private Asking asking = Asking.NOTHING;
  private String typed = "";
  private String filter = "";
  private String searched = "";
  private boolean following = true;
  private long top;
  private long found = -1;
  private int pushed;
  private int rows = 1;

  /// Shows this buffer; `running` says how many logs have not ended.
  public LogPage(LogBuffer buffer, List<LogSource> sources, IntSupplier running) {
    this.buffer = buffer;
    this.text = new LogText(sources);
    this.running = running;
  }

  /// The screen, line by line; never more than `height`.
  public List<String> lines(Look look, int height) {
    rows = Math.max(1, height - 1);
    var shown = shown();
    var from = from(shown);
    var lines = new ArrayList<String>();
    for (int i = from; i < Math.min(shown.size(), from + rows); i++) {
      lines.add(text.line(shown.get(i).entry, pushed, searched, look));
    }
    while (lines.size() < rows) {
      lines.add("");
    }
    lines.add(status(look, shown.size()));
    return lines.subList(Math.max(0, lines.size() - height), lines.size());
  }

  /// Does what a key asks for; false when somebody wants to leave.
  public boolean press(Press press) {
    if (asking != Asking.NOTHING) {
      type(press);
      return true;
    }
    switch (press.key()) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-rows);
      case PAGE_DOWN -> move(rows);
      case HOME -> goTo(0);
      case END -> following = true;
      case LEFT -> pushed = Math.max(0, pushed - PUSH);
      case RIGHT -> pushed += PUSH;
      case ESCAPE -> {
        var nothing = filter.isEmpty() && searched.isEmpty();
        filter = "";
        searched = "";
        return !nothing;
      }
      case INTERRUPT -> {
        return false;
      }
      case ENTER, ERASE -> {
      }
      case TEXT -> {
        return letter(press.text());
      }
    }
    return true;
  }

  private boolean letter(String letter) {
    switch (letter) {
      case "q" -> {
        return false;
      }
      case "/" -> ask(Asking.FILTER);
      case "s" -> ask(Asking.SEARCH);
      case "n" -> search(1);
      case "N" -> search(-1);
      case " " -> buffer.pause(!buffer.paused());
      case "f", "G" -> following = true;
      case "g" -> goTo(0);
      case "k" -> move(-1);
      case "j" -> move(1);
      default -> {
      }
    }
    return true;
  }

  private void ask(Asking what) {
    asking = what;
    typed = "";
  }

  private void type(Press press) {
    switch (press.key()) {
      case TEXT -> typed += press.text();
      case ERASE -> typed = typed.isEmpty() ? ""
          : typed.substring(0,
              typed.offsetByCodePoints(typed.length(), -1));
      case ENTER -> {
        if (asking == Asking.FILTER) {
          filter = typed;
        } else {
          searched = typed;
          found = -1;
        }
        var what = asking;
        asking = Asking.NOTHING;
        if (what == Asking.SEARCH) {
          search(-1);
        }
      }
      case ESCAPE, INTERRUPT -> asking = Asking.NOTHING;
      default -> {
      }
    }
  }

  /// A line that passes the filter, and its number since the beginning.
  private record Shown(long at, LogEntry entry) {}

  private List<Shown> shown() {
    var kept = buffer.kept();
    var shown = new ArrayList<Shown>();
    for (int i = 0; i < kept.lines().size(); i++) {
      var entry = kept.lines().get(i);
      if (LogFilter.has(entry, filter)) {
        shown.add(new Shown(kept.first() + i, entry));
      }
    }
    return shown;
  }

  /// The index of the first line on the screen.
  private int from(List<Shown> shown) {
    var last = Math.max(0, shown.size() - rows);
    if (following) {
      return last;
    }
    int from = 0;
    while (from < last && shown.get(from).at < top) {
      from++;
    }
    return from;
  }

  private void move(int lines) {
    var shown = shown();
    var last = Math.max(0, shown.size() - rows);
    var to = Math.max(0, from(shown) + lines);
    following = to >= last && lines > 0;
    top = shown.isEmpty() ? 0 : shown.get(Math.min(to, last)).at;
  }

  private void goTo(long line) {
    following = false;
    top = line;
  }

  /// The next line with what is searched, below the last one that was found or above it; the first time
  /// from the end.
  private void search(int direction) {
    var shown = shown();
    int i = shown.size();
    while (found >= 0 && i > 0 && (i == shown.size() || shown.get(i).at > found)) {
      i--;
    }
    for (i += direction; i >= 0 && i < shown.size(); i += direction) {
      if (!searched.isEmpty() && LogFilter.find(shown.get(i).entry.text(), searched) >= 0) {
        found = shown.get(i).at;
        goTo(shown.get(Math.max(0, i - rows / 2)).at);
        return;
      }
    }
  }

  private String status(Look look, int shown) {
    if (asking != Asking.NOTHING) {
      return ScreenText.cut(asking.prompt + typed + "_", look.width() - 1);
    }
    var state = buffer.paused() ? "paused"
        : running.getAsInt() == 0 ? "ended" : following ? "following" : "stands";
    var words = state + "  "
        + (filter.isEmpty() ? "" : shown + " with '" + filter + "' of ") + buffer.count()
        + (buffer.count() == 1 ? " line" : " lines")
        + (searched.isEmpty() ? "" : "  searching '" + searched + "'") + "  " + keys();
    return look.faint(ScreenText.cut(words, look.width() - 1));
  }

  /// Those that mean something now, the ones nobody guesses first.
  private String keys() {
    return "q leave  / filter  s search" + (searched.isEmpty() ? "" : "  n N next")
        + (buffer.paused() ? "  space goes on" : "  space pause")
        + (following ? "  ↑ ↓ scroll" : "  f follow");
  }
}
