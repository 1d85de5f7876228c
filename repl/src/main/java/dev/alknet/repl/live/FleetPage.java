package dev.alknet.repl.live;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fleet on the screen: all nodes, or what is on one of them; and what keys do to that.
///
/// Keys are for the thread that shows it; [#show] and [#say] are for any.
public final class FleetPage {
  private static final int FOOTER = 3;
  private static final String NODE_KEYS = "q leave  ↑ ↓ choose  Enter look into it";
  private static final String BOX_KEYS =
      "q leave  Esc back  ↑ ↓ choose  Enter logs  a attach  s stop";

  private volatile @Nullable List<FleetNode> nodes;
  private volatile String said = "";
  private String chosen = "";
  private String box = "";
  private boolean inside;
  private FleetStep.@Nullable Stop asked;

  /// These are the nodes now.
  public void show(List<FleetNode> now) {
    nodes = List.copyOf(now);
  }

  /// Shows this sentence until a key is pressed.
  public void say(String sentence) {
    said = sentence;
  }

  /// The screen, line by line; never more than `height`.
  public List<String> lines(Look look, int height) {
    var now = nodes;
    if (now == null) {
      return fit(List.of(look.faint("looking …")), -1, height, footer(look), look);
    }
    var node = node(now);
    if (!inside || node.isEmpty()) {
      return fit(FleetTable.nodes(now, narrower(look)), 1 + index(now), height, footer(look), look);
    }
    var lines = new ArrayList<String>();
    lines.add(title(node.get()));
    lines.addAll(FleetTable.boxes(node.get(), narrower(look)));
    var mark = node.get().boxes().isEmpty() ? -1 : 2 + boxIndex(node.get());
    if (!node.get().calls().isEmpty()) {
      lines.add("");
      lines.addAll(FleetTable.calls(node.get(), narrower(look)));
    }
    return fit(lines, mark, height, footer(look), look);
  }

  /// What a key asks for.
  public FleetStep press(Press press) {
    said = "";
    var stop = asked;
    if (stop != null) {
      asked = null;
      return press.writes("y") ? stop : new FleetStep.Stay();
    }
    var now = nodes;
    if (press.writes("q") || press.key() == Press.Key.INTERRUPT) {
      return new FleetStep.Leave();
    }
    if (now == null) {
      return new FleetStep.Stay();
    }
    var node = node(now);
    inside = inside && node.isPresent();
    return inside ? inside(press, node.get()) : outside(press, now);
  }

  private FleetStep outside(Press press, List<FleetNode> now) {
    int move = moved(press);
    chosen = now.get(Math.clamp((long) index(now) + move, 0, now.size() - 1)).name();
    if (press.key() == Press.Key.ENTER || press.key() == Press.Key.RIGHT) {
      inside = true;
      box = "";
    }
    return press.key() == Press.Key.ESCAPE ? new FleetStep.Leave() : new FleetStep.Stay();
  }

  private FleetStep inside(Press press, FleetNode node) {
    if (press.key() == Press.Key.ESCAPE || press.key() == Press.Key.LEFT) {
      inside = false;
      return new FleetStep.Stay();
    }
    if (node.boxes().isEmpty()) {
      return new FleetStep.Stay();
    }
    var at = Math.clamp((long) boxIndex(node) + moved(press), 0, node.boxes().size() - 1);
    var here = node.boxes().get(at);
    box = here.id();
    if (press.writes("l") || press.key() == Press.Key.ENTER) {
      return new FleetStep.Logs(node, here);
    }
    if (press.writes("a")) {
      return new FleetStep.Attach(node, here);
    }
    if (press.writes("s")) {
      if (here.runs()) {
        asked = new FleetStep.Stop(node, here);
      } else {
        said = here.name() + " does not run";
      }
    }
    return new FleetStep.Stay();
  }

  private static int moved(Press press) {
    return switch (press.key()) {
      case UP -> -1;
      case DOWN -> 1;
      case PAGE_UP -> -10;
      case PAGE_DOWN -> 10;
      case HOME -> -1_000_000;
      case END -> 1_000_000;
      case TEXT -> press.text().equals("k") ? -1 : press.text().equals("j") ? 1 : 0;
      case LEFT, RIGHT, ENTER, ESCAPE, ERASE, INTERRUPT -> 0;
    };
  }

  private Optional<FleetNode> node(List<FleetNode> now) {
    return now.stream().filter(node -> node.name().equals(chosen)).findFirst();
  }

  private int index(List<FleetNode> now) {
    return node(now).map(now::indexOf).orElse(0);
  }

  private int boxIndex(FleetNode node) {
    for (int i = 0; i < node.boxes().size(); i++) {
      if (node.boxes().get(i).id().equals(box)) {
        return i;
      }
    }
    return 0;
  }

  private static String title(FleetNode node) {
    return node.name() + (node.trouble().isEmpty() ? "" : ": " + node.trouble());
  }

  private String keys() {
    var stop = asked;
    if (stop != null) {
      return "stop " + stop.box().name() + " on " + stop.node().name() + "? y stops it, n does not";
    }
    return said.isEmpty() ? inside ? BOX_KEYS : NODE_KEYS : said;
  }

  /// The mark of the chosen line takes two columns.
  private static Look narrower(Look look) {
    return new Look(look.width() - 2, look.colour(), look.theme());
  }

  /// What stands below: a sentence as a whole, and of the keys what fits on a line.
  private List<String> footer(Look look) {
    var width = look.width() - 1;
    return said.isEmpty() && asked == null
        ? List.of(ScreenText.cut(keys(), width))
        : ScreenText.wrap(keys(), width, "").lines().limit(FOOTER).toList();
  }

  /// So much of the lines that the marked one and those below can be seen.
  private static List<String> fit(List<String> lines, int marked, int height, List<String> footer,
      Look look) {
    var room = Math.max(0, height - footer.size());
    var from = Math.max(0, Math.min(lines.size() - room, marked - room + 1));
    var shown = new ArrayList<String>();
    for (int i = from; i < from + room; i++) {
      var line = i < lines.size() ? lines.get(i) : "";
      shown.add(i == marked ? look.strong("> " + line) : line.isEmpty() ? "" : "  " + line);
    }
    footer.forEach(line -> shown.add(look.faint(line)));
    return shown;
  }
}
