package dev.alknet.stdlib.process;

/// Runs a clean-up to its end even when the thread that wants it has been interrupted.
public final class Uninterrupted {
  private Uninterrupted() {}

  /// Runs `body` on a thread that nobody interrupts and waits for it; the interrupt is kept for
  /// later.
  public static void run(String name, Runnable body) {
    var thread = Thread.ofVirtual().name(name).start(body);
    var interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
