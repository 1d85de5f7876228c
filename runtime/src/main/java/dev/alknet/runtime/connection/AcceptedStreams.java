package dev.alknet.runtime.connection;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The streams the other end asks on, until it has ended them: it ends one when it has all answers.
final class AcceptedStreams {
  private final Set<CallStream> streams = new HashSet<>();

  synchronized void add(CallStream stream) {
    streams.add(stream);
  }

  synchronized void remove(CallStream stream) {
    streams.remove(stream);
    notifyAll();
  }

  synchronized void clear() {
    streams.clear();
    notifyAll();
  }

  /// Sends nothing more on any of them, by which the other end knows to ask nothing more.
  void finish() {
    List<CallStream> open;
    synchronized (this) {
      open = List.copyOf(streams);
    }
    open.forEach(CallStream::finish);
  }

  /// Waits until the other end has ended all of them.
  synchronized void awaitOver() throws InterruptedException {
    while (!streams.isEmpty()) {
      wait();
    }
  }
}
