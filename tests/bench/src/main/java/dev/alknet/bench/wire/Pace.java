package dev.alknet.bench.wire;

import java.time.Duration;

/// How long one turn of a contender takes: unmeasured, then measured.
record Pace(Duration warmUp, Duration measuring) {
  static Pace ofMillis(long warmUp, long measuring) {
    return new Pace(Duration.ofMillis(warmUp), Duration.ofMillis(measuring));
  }
}
