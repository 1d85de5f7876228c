package dev.alknet.bench.wire;

/// How long to measure: every contender is started on each workload, then takes a turn a round.
record WireEffort(Pace start, int rounds, Pace turn) {
  /// Good enough to print.
  static final WireEffort FULL =
      new WireEffort(Pace.ofMillis(5_000, 500), 5, Pace.ofMillis(500, 2_000));

  /// Good enough to see whether something is badly wrong.
  static final WireEffort QUICK =
      new WireEffort(Pace.ofMillis(700, 100), 2, Pace.ofMillis(200, 400));
}
