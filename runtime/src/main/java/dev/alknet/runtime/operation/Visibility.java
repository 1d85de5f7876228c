package dev.alknet.runtime.operation;

import java.util.Locale;

/// Who may see an operation at all, before any access check. Source: call.md §5.3.
public enum Visibility {
  /// Callable from outside the node and listed in discovery.
  EXTERNAL,
  /// Reached by composition only; from outside it does not exist.
  INTERNAL;

  /// The spelling in JSON: `external` or `internal`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads the spelling used in JSON.
  public static Visibility parse(String text) {
    for (var visibility : values()) {
      if (visibility.text().equals(text)) {
        return visibility;
      }
    }
    throw new IllegalArgumentException(
        "unknown visibility: '" + text + "' (expected external or internal)");
  }
}
