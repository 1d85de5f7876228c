package dev.alknet.runtime.transport;

import java.io.IOException;
import java.util.function.Consumer;

/// Both ends of one stream in memory: `near` is the end that opened it.
final class MemoryStreamPair {
  private final MemoryPipe there;
  private final MemoryPipe back;
  private final MemoryStream near;
  private final MemoryStream far;
  private final Consumer<MemoryStreamPair> onOver;

  /// `onArrival` gets the far end once something has arrived there, `onOver` the pair when neither
  /// direction has anything to carry any more.
  MemoryStreamPair(MemoryFaults faults, Consumer<DuplexStream> onArrival,
      Consumer<MemoryStreamPair> onOver) {
    this.onOver = onOver;
    there = new MemoryPipe(faults, new MemoryPipe.Events() {
      @Override
      public void arrived() {
        onArrival.accept(far);
      }

      @Override
      public void reset(IOException reason) {
        back.failWriter(reason);
      }

      @Override
      public void over() {
        conclude();
      }
    });
    back = new MemoryPipe(faults, new MemoryPipe.Events() {
      @Override
      public void arrived() {}

      @Override
      public void reset(IOException reason) {
        there.failWriter(reason);
      }

      @Override
      public void over() {
        conclude();
      }
    });
    near = new MemoryStream(there, back);
    far = new MemoryStream(back, there);
  }

  MemoryStream near() {
    return near;
  }

  MemoryStream far() {
    return far;
  }

  private void conclude() {
    if (there.over() && back.over()) {
      onOver.accept(this);
    }
  }
}
