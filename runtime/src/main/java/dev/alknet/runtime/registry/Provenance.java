package dev.alknet.runtime.registry;

/// Where a registration came from, which decides what it may be. Source: call.md §10.1.
public enum Provenance {
  /// Written for this node and wired by its assembly.
  LOCAL(true),
  /// Imported from a peer: forwards calls, composes nothing.
  FROM_CALL(false),
  /// A description without code behind it.
  FROM_JSON_SCHEMA(false),
  /// Made by a script for its own session; always internal.
  SESSION(true);

  private final boolean mayCompose;

  Provenance(boolean mayCompose) {
    this.mayCompose = mayCompose;
  }

  /// Whether its handler may call other operations; a leaf may not.
  public boolean mayCompose() {
    return mayCompose;
  }
}
