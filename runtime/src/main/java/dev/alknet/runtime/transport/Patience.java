package dev.alknet.runtime.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How long somebody waits for room: until `end`, on the clock of [System#nanoTime], if it `ends`.
record Patience(long end, boolean ends) {
  static final Patience ENDLESS = new Patience(0, false);

  static Patience of(Duration time) {
    return new Patience(System.nanoTime() + time.toNanos(), true);
  }

  /// Waits to be notified, on a monitor that the caller holds.
  @SuppressWarnings("WaitNotInLoop") // its callers do
  void await(Object monitor) throws InterruptedException, TimeoutException {
    if (ends) {
      TimeUnit.NANOSECONDS.timedWait(monitor, left());
    } else {
      monitor.wait();
    }
  }

  /// How many nanoseconds are left.
  long left() throws TimeoutException {
    var left = end - System.nanoTime();
    if (left <= 0) {
      throw new TimeoutException("there was no room in time");
    }
    return left;
  }

  /// For those who wait without end.
  static IllegalStateException impossible(TimeoutException e) {
    return new IllegalStateException("an endless patience has come to its end", e);
  }
}
