package dev.alknet.runtime.transport;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What an endpoint has open, and on which it can wait.
final class Live<T> {
  private final Set<T> live = new HashSet<>();

  synchronized void add(T one) {
    live.add(one);
  }

  synchronized void remove(T one) {
    live.remove(one);
    notifyAll();
  }

  synchronized List<T> all() {
    return List.copyOf(live);
  }

  /// Waits until there is nothing, at most this long.
  synchronized void awaitNone(Duration longest) throws InterruptedException {
    var end = System.nanoTime() + longest.toNanos();
    while (!live.isEmpty()) {
      var left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
