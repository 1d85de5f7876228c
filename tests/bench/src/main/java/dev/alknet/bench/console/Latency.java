package dev.alknet.bench.console;

import dev.alknet.bench.Series;
import java.util.Locale;

/// What somebody waits for, in milliseconds, and how long that should last at most.
record Latency(Series series, double aim) {
  /// One line: the middle, the slowest hundredth, the slowest, the aim.
  String text() {
    return String.format(Locale.ROOT, "%-34s p50 %7.1f ms  p99 %7.1f ms  most %7.1f ms  of %5d  aim p99 %.0f ms",
        series.name(), series.quantile(0.5), series.quantile(0.99), series.quantile(1),
        series.values().size(), aim);
  }
}
