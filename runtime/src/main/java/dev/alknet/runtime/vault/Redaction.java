package dev.alknet.runtime.vault;

/// What stands in the place of a secret wherever something is shown.
final class Redaction {
  static final String TEXT = "[REDACTED]";

  private Redaction() {}
}
