package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.List;
import org.jline.reader.Candidate;
import org.jspecify.annotations.Nullable;

/// What Tab offers, one below the other, and beside each what it means.
record OfferList(List<Candidate> offered, Look look) {
  private static final String GAP = "  ";
  private static final int FEWEST = 20;

  OfferList {
    offered = List.copyOf(offered);
  }

  /// The lines, in the order of what is offered; `chosen` is marked.
  List<String> lines(@Nullable Candidate chosen) {
    var widest = offered.stream().mapToInt(one -> ScreenText.width(one.displ())).max().orElse(0);
    var column = Math.min(widest, look.width() - 1);
    var room = look.width() - 1 - column - GAP.length();
    return offered.stream().map(one -> line(one, column, room, one.equals(chosen))).toList();
  }

  private String line(Candidate one, int column, int room, boolean chosen) {
    var name = ScreenText.cut(one.displ(), column);
    var shown = chosen ? look.marked(name) : name;
    return one.descr() == null || room < FEWEST
        ? shown
        : shown + " ".repeat(column - ScreenText.width(name)) + GAP
            + look.faint(ScreenText.cut(one.descr(), room));
  }
}
