package dev.alknet.repl.live;

/// What a key asks for in the view of the fleet.
public sealed interface FleetStep {
  /// Nothing but to go on.
  record Stay() implements FleetStep {}

  /// To leave it.
  record Leave() implements FleetStep {}

  /// The log of a container.
  record Logs(FleetNode node, FleetNode.Box box) implements FleetStep {}

  /// Its terminal.
  record Attach(FleetNode node, FleetNode.Box box) implements FleetStep {}

  /// To stop it; somebody has said yes.
  record Stop(FleetNode node, FleetNode.Box box) implements FleetStep {}
}
