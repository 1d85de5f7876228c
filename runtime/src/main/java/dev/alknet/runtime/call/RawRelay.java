package dev.alknet.runtime.call;

import java.io.IOException;

/// Puts two raw channels back to back: what is read from one is written to the other, both ways.
///
/// Nothing is kept in between, so a slow end slows the other one down. Source:
/// docker-fleet-http.md §1.2–1.3.
public final class RawRelay {
  private RawRelay() {}

  /// Relays between whoever asked (`near`) and whoever answers (`far`) until the latter has
  /// finished; then `far` is closed. What breaks off at one end breaks off at the other.
  public static void run(RawChannel near, RawChannel far)
      throws IOException, InterruptedException {
    var forth = Thread.ofVirtual().name("raw relay").start(() -> forward(near, far));
    try {
      copy(far, near);
    } finally {
      forth.interrupt();
      far.close();
    }
  }

  private static void forward(RawChannel near, RawChannel far) {
    try {
      copy(near, far);
    } catch (IOException | CallException _) {
      far.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(RawChannel from, RawChannel to)
      throws IOException, InterruptedException {
    for (var chunk = from.read(); chunk.isPresent(); chunk = from.read()) {
      to.write(chunk.get());
    }
    to.finish();
  }
}
