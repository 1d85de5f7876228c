package dev.alknet.tests.wire;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.transport.Connection;

/// One end of a connection between two nodes: the calls, and what carries them.
record Link(Connection transport, CallConnection calls) implements AutoCloseable {
  /// Cuts it, whatever is under way.
  @Override
  public void close() {
    calls.close();
  }

  /// Waits until nothing is under way in either direction.
  void awaitIdle() {
    while (calls.underWay() > 0) {
      if (Thread.interrupted()) {
        throw new AssertionError("gave up waiting");
      }
      Thread.onSpinWait();
    }
  }
}
