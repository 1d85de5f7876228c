package dev.alknet.runtime.script;

/// Where a script came from. This is the one table that decides by it behind which [Wall] the script
/// runs; docs/sandbox.md shows it.
public enum Origin {
  /// Typed by the local user, or run by him from a file of his.
  OPERATOR(Wall.IN_PROCESS),
  /// Run by the local user, who does not trust it (`--untrusted`).
  UNTRUSTED(Wall.WORKER),
  /// Sent by somebody else over a connection.
  WIRE(Wall.WORKER),
  /// Kept by the node and run later: by a schedule, or when somebody calls for it.
  STORED(Wall.WORKER),
  /// Made by somebody whom nobody here answers for.
  THIRD_PARTY(Wall.CONTAINER);

  private final Wall wall;

  Origin(Wall wall) {
    this.wall = wall;
  }

  /// Behind what a script from there runs.
  public Wall wall() {
    return wall;
  }
}
