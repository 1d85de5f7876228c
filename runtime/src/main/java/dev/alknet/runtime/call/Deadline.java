package dev.alknet.runtime.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The moment by which a call must have answered, on the clock of `System.nanoTime`.
/// Source: call.md §15.
public record Deadline(long nanos, boolean set) {
  /// No deadline.
  public static final Deadline NONE = new Deadline(0, false);

  /// A deadline this far from now; a time too long to count (centuries) is none.
  public static Deadline after(Duration time) {
    return time.compareTo(Duration.ofDays(36_500)) > 0
        ? NONE
        : new Deadline(System.nanoTime() + time.toNanos(), true);
  }

  /// The one that comes first.
  public Deadline earlier(Deadline other) {
    if (!set) {
      return other;
    }
    return !other.set || nanos - other.nanos <= 0 ? this : other;
  }

  /// What is left, never negative; [Long#MAX_VALUE] nanoseconds when there is no deadline.
  public long remaining(TimeUnit unit) {
    return set
        ? unit.convert(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS)
        : Long.MAX_VALUE;
  }

  /// Whether the moment has come.
  public boolean passed() {
    return set && System.nanoTime() - nanos >= 0;
  }
}
