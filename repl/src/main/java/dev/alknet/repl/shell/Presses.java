package dev.alknet.repl.shell;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Presses of Ctrl-C, of which two in quick succession leave the shell. Safe for use by many threads.
final class Presses {
  private static final long QUICK = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private long last;

  /// By this clock, which counts nanoseconds.
  Presses(LongSupplier nanos) {
    this.nanos = nanos;
    forget();
  }

  /// One more; true when the one before it is less than a second old.
  synchronized boolean again() {
    var now = nanos.getAsLong();
    var again = now - last < QUICK;
    last = now;
    return again;
  }

  /// Something new has begun: to stop it is not to leave, however soon.
  synchronized void forget() {
    last = nanos.getAsLong() - QUICK;
  }
}
