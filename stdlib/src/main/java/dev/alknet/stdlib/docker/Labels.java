package dev.alknet.stdlib.docker;

import java.util.Map;

/// The labels that tell our containers from others. They help people and filters; they are no
/// authority.
final class Labels {
  static final String MANAGED = "alknet.managed";
  static final String OWNER = "alknet.owner";

  private Labels() {}

  /// What every container that `owner` creates bears.
  static Map<String, String> of(String owner) {
    return Map.of(MANAGED, "true", OWNER, owner);
  }

  /// Whether callers may not use this key.
  static boolean reserved(String key) {
    return key.startsWith("alknet.");
  }
}
