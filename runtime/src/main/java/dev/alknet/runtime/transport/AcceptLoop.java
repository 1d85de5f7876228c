package dev.alknet.runtime.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets in one after the other until it is stopped. When that fails (no file descriptor is left) it
/// may fail again at once: it takes a rest first.
final class AcceptLoop {
  private static final Logger LOG = System.getLogger(AcceptLoop.class.getName());
  private static final Duration REST = Duration.ofMillis(100);

  private final Accepting accepting;
  private final Pause pause;

  /// `stopped` ends it, also while it rests.
  AcceptLoop(Accepting accepting, CountDownLatch stopped) {
    this(accepting, time -> stopped.await(time.toNanos(), TimeUnit.NANOSECONDS));
  }

  AcceptLoop(Accepting accepting, Pause pause) {
    this.accepting = accepting;
    this.pause = pause;
  }

  /// Waits for the next one and lets him in.
  @FunctionalInterface
  interface Accepting {
    void next() throws IOException;
  }

  /// Lets time pass; answers whether all is over by then.
  @FunctionalInterface
  interface Pause {
    boolean stopped(Duration time) throws InterruptedException;
  }

  /// Returns when the channel is closed or the loop is stopped.
  void run() throws InterruptedException {
    while (true) {
      try {
        accepting.next();
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "nobody could be accepted: {0}", e.getMessage());
        if (pause.stopped(REST)) {
          return;
        }
      }
    }
  }
}
