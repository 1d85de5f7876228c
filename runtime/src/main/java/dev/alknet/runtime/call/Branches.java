package dev.alknet.runtime.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A few virtual threads that together do the work of one call, such as reading two streams.
///
/// The first failure interrupts the others and comes out of [#join]. Closing interrupts what
/// still runs and waits for it, so that nothing outlives the block that opened it. Used by the
/// thread that made it.
public final class Branches implements AutoCloseable {
  /// Work that may fail.
  @FunctionalInterface
  public interface Body {
    void run() throws IOException, InterruptedException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private @Nullable Throwable failure;

  /// Starts `body` on a virtual thread with this name.
  public void fork(String name, Body body) {
    var thread = Thread.ofVirtual().name(name).unstarted(() -> {
      try {
        body.run();
      } catch (IOException | InterruptedException | RuntimeException e) {
        fail(e);
      }
    });
    synchronized (this) {
      threads.add(thread);
    }
    thread.start();
  }

  /// Waits for all branches and passes on the first failure.
  public void join() throws IOException, InterruptedException {
    for (var thread : started()) {
      thread.join();
    }
    synchronized (this) {
      switch (failure) {
        case null -> {
        }
        case IOException e -> throw e;
        case InterruptedException e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  @Override
  public void close() {
    var interrupted = false;
    for (var thread : started()) {
      thread.interrupt();
    }
    for (var thread : started()) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      threads.stream().filter(t -> !t.equals(Thread.currentThread())).forEach(Thread::interrupt);
    }
  }

  private synchronized List<Thread> started() {
    return List.copyOf(threads);
  }
}
