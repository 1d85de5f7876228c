package dev.alknet.runtime.connection;

/// Counts something up and down, such as handlers that run now, and lets a test wait for a count.
final class Gauge {
  private int now;
  private int total;

  synchronized void up() {
    now++;
    total++;
    notifyAll();
  }

  synchronized void down() {
    now--;
    notifyAll();
  }

  synchronized int now() {
    return now;
  }

  synchronized int total() {
    return total;
  }

  /// Waits until exactly so many are counted.
  synchronized void await(int count) throws InterruptedException {
    while (now != count) {
      wait();
    }
  }

  /// Waits until at least so many were ever counted up.
  synchronized void awaitTotal(int count) throws InterruptedException {
    while (total < count) {
      wait();
    }
  }
}
