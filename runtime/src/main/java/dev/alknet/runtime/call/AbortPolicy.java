package dev.alknet.runtime.call;

import java.util.Locale;

/// What becomes of a call when the one above it is aborted. Source: call.md §16.1.
public enum AbortPolicy {
  /// It is aborted too.
  ABORT_DEPENDENTS,
  /// If it has started it runs to its end and its result is dropped.
  CONTINUE_RUNNING;

  /// Reads the spelling used in scripts: `abort-dependents` or `continue-running`.
  public static AbortPolicy parse(String text) {
    for (var policy : values()) {
      if (policy.text().equals(text)) {
        return policy;
      }
    }
    throw new IllegalArgumentException(
        "unknown abort policy: '" + text + "' (expected abort-dependents or continue-running)");
  }

  /// The spelling used in scripts.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
