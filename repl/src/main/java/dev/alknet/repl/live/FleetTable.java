package dev.alknet.repl.live;

import dev.alknet.repl.render.Columns;
import dev.alknet.repl.render.Humane;
import dev.alknet.repl.render.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Nodes, and what is on one of them, as rows under headings.
public final class FleetTable {
  private FleetTable() {}

  /// One row for each node, under headings.
  public static List<String> nodes(List<FleetNode> nodes, Look look) {
    return Columns.lines(List.of("node", "containers", "load", "calls", "memory", "up"),
        nodes.stream().map(FleetTable::row).toList(), look);
  }

  static List<String> boxes(FleetNode node, Look look) {
    return Columns.lines(List.of("container", "state", "image", "id"), node.boxes()
        .stream()
        .map(box -> List.of(box.name(), box.state(),
            box.image().isEmpty() ? box.provider() : box.image(),
            box.id().substring(0, Math.min(12, box.id().length()))))
        .toList(), look);
  }

  static List<String> calls(FleetNode node, Look look) {
    return Columns.lines(List.of("call", "for", "by"), node.calls()
        .stream()
        .map(call -> List.of(call.operation(),
            Humane.time(Duration.ofMillis((long) (call.seconds() * 1000))), call.caller()))
        .toList(), look);
  }

  private static List<String> row(FleetNode node) {
    var row = new ArrayList<String>();
    row.add(node.name());
    if (!node.trouble().isEmpty()) {
      row.addAll(List.of(node.trouble(), "", "", "", ""));
      return row;
    }
    row.add(node.runningBoxes() + " of " + node.boxes().size());
    var load = node.load();
    if (load == null) {
      row.addAll(List.of("", "", "", ""));
      return row;
    }
    row.add(load.load() < 0
        ? ""
        : String.format(Locale.ROOT, "%.2f of %d", load.load(), load.processors()));
    row.add(String.valueOf(node.calls().size()));
    row.add(load.memoryTotal() < 0
        ? ""
        : Humane.size((double) load.memory()) + " of "
            + Humane.size((double) load.memoryTotal()));
    row.add(load.uptime() < 0 ? "" : Humane.time(Duration.ofMillis(load.uptime())));
    return row;
  }
}
