package dev.alknet.runtime.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/// Getting onto an event loop.
final class Loops {
  private Loops() {}

  /// Runs `task` on `loop`, later. When the loop is no more, everything on it is closed and nobody
  /// else is there: then it runs here.
  static void run(EventLoop loop, Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException _) {
      task.run();
    }
  }
}
