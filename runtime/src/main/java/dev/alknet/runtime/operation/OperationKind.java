package dev.alknet.runtime.operation;

import java.util.Locale;

/// How an operation answers. Source: call.md §5.2.
public enum OperationKind {
  /// Reads; safe to repeat; one output.
  QUERY,
  /// Changes something; one output.
  MUTATION,
  /// Any number of outputs, then an end.
  SUBSCRIPTION;

  /// The spelling in JSON and in scripts: `query`, `mutation`, `subscription`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads the spelling used in JSON.
  public static OperationKind parse(String text) {
    for (var kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown operation type: '" + text + "' (expected query, mutation or subscription)");
  }
}
