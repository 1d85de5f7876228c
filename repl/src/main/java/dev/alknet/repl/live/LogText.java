package dev.alknet.repl.live;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.List;

/// How a line of a log looks: its source in a colour of its own, where there are several, and the text.
public record LogText(List<LogSource> sources) {
  private static final int WIDEST = 24;

  public LogText {
    sources = List.copyOf(sources);
  }

  /// The line as it is, for somebody who reads it elsewhere.
  public String plain(LogEntry entry, Look look) {
    return label(entry, look) + text(entry, ScreenText.safe(entry.text()), look);
  }

  /// The part of it that fits the screen, when so many columns have been pushed out to the left. Where it
  /// has `searched` in it, that stands out.
  String line(LogEntry entry, int pushed, String searched, Look look) {
    var room = look.width() - column(look) - 1;
    var all = ScreenText.safe(entry.text());
    var shown = ScreenText.cut(all.substring(Math.min(pushed, all.length())), Math.max(1, room));
    var at = searched.isEmpty() ? -1 : LogFilter.find(shown, searched);
    if (at < 0) {
      return label(entry, look) + text(entry, shown, look);
    }
    var end = at + searched.length();
    return label(entry, look) + text(entry, shown.substring(0, at), look)
        + look.marked(shown.substring(at, end)) + text(entry, shown.substring(end), look);
  }

  private static String text(LogEntry entry, String text, Look look) {
    return entry.error() ? look.alarming(text) : text;
  }

  private String label(LogEntry entry, Look look) {
    if (sources.size() < 2) {
      return "";
    }
    var width = column(look) - 3;
    var name = ScreenText.cut(entry.source().label(), width);
    return look.tinted(entry.number(), name) + " ".repeat(width - ScreenText.width(name))
        + look.faint(" | ");
  }

  /// How many columns the name of the source takes, with what follows it.
  private int column(Look look) {
    return sources.size() < 2
        ? 0
        : 3 + Math.min(Math.min(WIDEST, look.width() / 3),
            sources.stream().mapToInt(each -> ScreenText.width(each.label())).max().orElse(0));
  }
}
