package dev.alknet.bench;

import java.util.Locale;

/// What a contender does with its calls.
enum Work {
  /// One call after the other.
  SEQUENTIAL,
  /// [#AT_ONCE] calls under way, then the next as many.
  CONCURRENT;

  /// How many calls a concurrent round has under way.
  static final int AT_ONCE = 64;

  /// The name of the function in `workload.mjs`.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
