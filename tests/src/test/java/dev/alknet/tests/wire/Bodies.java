package dev.alknet.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// Counts the bodies of handlers, and lets a test wait for them to begin and to end.
final class Bodies {
  private int running;
  private int begun;
  private int interrupted;

  /// What a handler does.
  @FunctionalInterface
  interface Body<T> {
    T run() throws IOException, InterruptedException;
  }

  /// Runs a handler's body.
  <T> T count(Body<T> body) throws IOException, InterruptedException {
    change(1, 1, 0);
    try {
      return body.run();
    } catch (InterruptedException e) {
      change(0, 0, 1);
      throw e;
    } finally {
      change(-1, 0, 0);
    }
  }

  /// Waits as a handler that never ends by itself.
  JsonNode countUntilInterrupted() throws IOException, InterruptedException {
    return count(() -> {
      synchronized (this) {
        while (true) {
          wait();
        }
      }
    });
  }

  synchronized int running() {
    return running;
  }

  synchronized int begun() {
    return begun;
  }

  synchronized int interrupted() {
    return interrupted;
  }

  /// Waits until so many run at once.
  synchronized void awaitRunning(int count) throws InterruptedException {
    while (running != count) {
      wait();
    }
  }

  /// Waits until so many have begun in all.
  synchronized void awaitBegun(int count) throws InterruptedException {
    while (begun < count) {
      wait();
    }
  }

  private synchronized void change(int runs, int begins, int interrupts) {
    running += runs;
    begun += begins;
    interrupted += interrupts;
    notifyAll();
  }
}
