package dev.alknet.bench.wire;

import java.time.Duration;

/// The time in which calls count, by [System#nanoTime].
record Window(long opens, long closes) {

  /// Closed already: callers call once, so that a first call, however slow, is behind them.
  static Window closed() {
    var now = System.nanoTime();
    return new Window(now, now);
  }

  /// Opens after the warm-up.
  static Window after(Pace pace) {
    var opens = System.nanoTime() + pace.warmUp().toNanos();
    return new Window(opens, opens + pace.measuring().toNanos());
  }

  Duration length() {
    return Duration.ofNanos(closes - opens);
  }
}
