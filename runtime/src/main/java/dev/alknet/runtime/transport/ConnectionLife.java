package dev.alknet.runtime.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What every connection needs, whatever carries it: the streams that wait to be accepted, how it
/// ended, and who wants to know.
final class ConnectionLife {
  private final Queue<DuplexStream> arrived = new ArrayDeque<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable ConnectionClosedException end;

  /// A stream of the other end is here.
  synchronized void arrived(DuplexStream stream) {
    arrived.add(stream);
    notifyAll();
  }

  /// Waits for the next stream.
  synchronized DuplexStream accept() throws ConnectionClosedException, InterruptedException {
    while (true) {
      requireOpen();
      var next = arrived.poll();
      if (next != null) {
        return next;
      }
      wait();
    }
  }

  /// Throws when the connection has ended.
  synchronized void requireOpen() throws ConnectionClosedException {
    if (end != null) {
      throw new ConnectionClosedException(String.valueOf(end.getMessage()), end);
    }
  }

  /// Ends it, wakes everybody who waits and runs the listeners. False when it had ended before.
  boolean end(ConnectionClosedException reason) {
    List<Runnable> told;
    synchronized (this) {
      if (end != null) {
        return false;
      }
      end = reason;
      arrived.clear();
      told = List.copyOf(listeners);
      listeners.clear();
      notifyAll();
    }
    told.forEach(Runnable::run);
    return true;
  }

  /// Runs `listener` once it has ended, at once if it already has.
  void onClosed(Runnable listener) {
    synchronized (this) {
      if (end == null) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }
}
