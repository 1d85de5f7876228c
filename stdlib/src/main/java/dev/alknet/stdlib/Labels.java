package dev.alknet.stdlib;

import java.util.Map;

/// The labels that tell our containers from others: `PREFIX.managed`, `PREFIX.owner` and
/// `PREFIX.creation`. They help people and filters; they are no authority. Source: docker-fleet-http.md §2.2.
public record Labels(String prefix) {
  /// What nodes use that are told nothing else.
  public static final Labels USUAL = new Labels("alknet");

  /// `true` on every container that a node made.
  public String managed() {
    return prefix + ".managed";
  }

  /// On it, whose it is.
  public String owner() {
    return prefix + ".owner";
  }

  /// On one without a name, what no other one has: by it a container is found whose creation was
  /// never answered.
  public String creation() {
    return prefix + ".creation";
  }

  /// What every container that `owner` creates bears.
  public Map<String, String> of(String owner) {
    return Map.of(managed(), "true", owner(), owner);
  }

  /// Whether callers may not use this key.
  public boolean reserved(String key) {
    return key.startsWith(prefix + ".");
  }
}
