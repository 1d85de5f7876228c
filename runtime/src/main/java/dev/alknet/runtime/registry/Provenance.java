package dev.alknet.runtime.registry;

/// Where a registration came from, which decides what it may be. Source: call.md §10.1.
public enum Provenance {
  /// Written for this node and wired by its assembly.
  LOCAL,

  /// Imported from a peer: forwards calls, composes nothing.
  FROM_CALL,

  /// A description without code behind it.
  FROM_JSON_SCHEMA,

  /// Made by a script for its own session; always internal.
  SESSION,

  /// Made by a script for one connected peer; always external (ruling 6).
  OFFERED;

  /// Whether its handler may call other operations; a leaf may not.
  public boolean mayCompose() {
    return !imported();
  }

  /// Whether somebody else has described it.
  public boolean imported() {
    return switch (this) {
      case FROM_CALL, FROM_JSON_SCHEMA -> true;
      case LOCAL, SESSION, OFFERED -> false;
    };
  }

  /// Whether a script has made it, so that its outputs are checked as well.
  boolean scripted() {
    return switch (this) {
      case SESSION, OFFERED -> true;
      case LOCAL, FROM_CALL, FROM_JSON_SCHEMA -> false;
    };
  }
}
