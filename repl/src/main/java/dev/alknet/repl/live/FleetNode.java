package dev.alknet.repl.live;

import dev.alknet.runtime.registry.Peers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node as it was a moment ago. `peer` is how calls get there, empty for this node; `trouble` says why
/// nothing is known, and is empty otherwise; `load` is absent for who does not tell it.
public record FleetNode(String name, String peer, String trouble, @Nullable Load load,
    List<Box> boxes, List<Running> calls) {
  /// How busy its machine is, and how long the node has run, in milliseconds; negative is unknown.
  public record Load(double load, int processors, long memory, long memoryTotal, long uptime) {}

  /// A container or process there.
  public record Box(String id, String name, String provider, String image, String state) {
    /// Whether it runs now.
    public boolean runs() {
      return state.equals("running");
    }
  }

  /// A call that runs there, on whose behalf, for how many seconds.
  public record Running(String operation, String caller, double seconds) {}

  public FleetNode {
    boxes = List.copyOf(boxes);
    calls = List.copyOf(calls);
  }

  /// One that has not answered yet.
  static FleetNode unseen(String name) {
    return troubled(name, name.equals(Peers.LOCAL) ? "" : name, "looking …");
  }

  /// One of which nothing is known, and why.
  static FleetNode troubled(String name, String peer, String trouble) {
    return new FleetNode(name, peer, trouble, null, List.of(), List.of());
  }

  /// How many of its containers run.
  long runningBoxes() {
    return boxes.stream().filter(Box::runs).count();
  }
}
