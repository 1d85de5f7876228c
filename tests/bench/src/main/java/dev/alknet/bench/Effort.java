package dev.alknet.bench;

import java.time.Duration;

/// How long to measure: rounds of batches after warming up, rounds of starts, seconds of JMH.
record Effort(int rounds, Duration warmUp, Duration batch, int starts, int jmh) {
  /// Good enough to print.
  static final Effort FULL =
      new Effort(15, Duration.ofSeconds(20), Duration.ofMillis(400), 15, 3);

  /// Good enough to see whether something is badly wrong.
  static final Effort QUICK = new Effort(5, Duration.ofSeconds(6), Duration.ofMillis(200), 5, 1);
}
