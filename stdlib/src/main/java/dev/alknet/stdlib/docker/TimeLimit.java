package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for a daemon that may hang, but not for ever.
///
/// Sockets of the unix family have no read timeout in the JDK; interrupting the thread that reads
/// is the way to give up, and closes the connection.
final class TimeLimit {
  private TimeLimit() {}

  /// The result of `body`, run on a thread of its own that is interrupted when the time is up.
  static <T> T within(Duration limit, String name, Callable<T> body)
      throws IOException, InterruptedException {
    var task = new FutureTask<>(body);
    Thread.ofVirtual().name(name).start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new ConnectException("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      task.cancel(true);
    }
  }

  /// Why a task failed, when it is an [IOException]; anything else is thrown as it is.
  static IOException failure(ExecutionException wrapper) throws InterruptedException {
    return switch (wrapper.getCause()) {
      case IOException failure -> failure;
      case InterruptedException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      case null, default -> throw new IllegalStateException(wrapper);
    };
  }
}
