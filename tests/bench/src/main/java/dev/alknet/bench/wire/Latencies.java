package dev.alknet.bench.wire;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// What one caller noted: the nanoseconds of the calls that ended in the window. Not shared between
/// threads without a happens-before.
final class Latencies {
  private final Window window;
  private long[] nanos = new long[1024];
  private int count;

  Latencies(Window window) {
    this.window = window;
  }

  /// Notes a call that has just ended; false once the window has closed.
  boolean add(long begun) {
    var now = System.nanoTime();
    if (now - window.closes() > 0) {
      return false;
    }
    if (now - window.opens() >= 0) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = now - begun;
    }
    return true;
  }

  /// What all callers noted, smallest first.
  static long[] sorted(List<Latencies> all) {
    return all.stream()
        .flatMapToLong(one -> LongStream.of(one.nanos).limit(one.count))
        .sorted()
        .toArray();
  }
}
