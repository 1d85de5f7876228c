package dev.alknet.runtime.script;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Looks every few milliseconds at what the threads of sessions have used up. It sleeps while there
/// is no session with such a limit.
final class CodeWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(2);

  private final Set<Runnable> looks = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  CodeWatch() {
    thread = Thread.ofPlatform()
        .name("code-watch")
        .daemon()
        .unstarted(this::work);
  }

  /// From now on `look` is run again and again; it must be quick.
  synchronized void add(Runnable look) {
    looks.add(look);
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    LockSupport.unpark(thread);
  }

  void remove(Runnable look) {
    looks.remove(look);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void work() {
    while (!closed) {
      if (looks.isEmpty()) {
        LockSupport.park(this);
      } else {
        looks.forEach(Runnable::run);
        LockSupport.parkNanos(this, EVERY.toNanos());
      }
    }
  }
}
