package dev.alknet.runtime.transport;

import java.io.IOException;

/// Something on its way through a [MemoryPipe], and when it arrives, in [System#nanoTime].
record MemoryPacket(Step step, long arrival) {
  /// Whether it has a way to go; the failure of the reader's own end has none.
  boolean travels() {
    return !(step instanceof Step.Fail(_, boolean reset)) || reset;
  }

  /// How long it still takes.
  long early() {
    return arrival - System.nanoTime();
  }

  /// What happens when it arrives.
  sealed interface Step {
    /// The reader's end learns that there is a stream.
    record Announce() implements Step {}

    /// Bytes.
    final class Give implements Step {
      private final byte[] bytes;

      Give(byte[] bytes) {
        this.bytes = bytes;
      }

      byte[] bytes() {
        return bytes;
      }
    }

    /// Nothing follows.
    record End() implements Step {}

    /// Nothing follows, and something is missing; `reset` when the writer has given up.
    record Fail(IOException reason, boolean reset) implements Step {}
  }
}
