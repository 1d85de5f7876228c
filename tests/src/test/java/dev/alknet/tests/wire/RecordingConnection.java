package dev.alknet.tests.wire;

import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.Credential;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.FrameDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// A connection that notes every event this end sends on streams it has opened, and can keep back
/// what comes in on them.
final class RecordingConnection implements Connection {
  private final Connection inner;
  private final List<CallEvent> sent = new ArrayList<>();
  private final Queue<Runnable> keptBack = new ArrayDeque<>();
  private boolean holding;

  RecordingConnection(Connection inner) {
    this.inner = inner;
  }

  /// Waits until an event like this was sent.
  synchronized CallEvent awaitSent(Predicate<CallEvent> like) throws InterruptedException {
    while (true) {
      for (var event : sent) {
        if (like.test(event)) {
          return event;
        }
      }
      wait();
    }
  }

  /// From now on nothing comes in.
  synchronized void holdBack() {
    holding = true;
  }

  /// Waits until something is kept back.
  synchronized void awaitKeptBack() throws InterruptedException {
    while (keptBack.isEmpty()) {
      wait();
    }
  }

  /// What was kept back comes in, and so does everything after it.
  synchronized void letIn() {
    holding = false;
    keptBack.forEach(Runnable::run);
    keptBack.clear();
  }

  @Override
  public Credential remote() {
    return inner.remote();
  }

  @Override
  public String address() {
    return inner.address();
  }

  @Override
  public String alpn() {
    return inner.alpn();
  }

  @Override
  public boolean multiplexes() {
    return inner.multiplexes();
  }

  @Override
  public DuplexStream open() throws IOException, InterruptedException {
    return new Recording(inner.open());
  }

  @Override
  public DuplexStream open(Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    return new Recording(inner.open(patience));
  }

  @Override
  public DuplexStream accept() throws IOException, InterruptedException {
    return inner.accept();
  }

  @Override
  public void close(long code, String reason) {
    inner.close(code, reason);
  }

  @Override
  public void onClosed(Runnable listener) {
    inner.onClosed(listener);
  }

  private synchronized void note(CallEvent event) {
    sent.add(event);
    notifyAll();
  }

  private synchronized void arrive(Runnable telling) {
    if (holding) {
      keptBack.add(telling);
      notifyAll();
    } else {
      telling.run();
    }
  }

  private final class Recording implements DuplexStream {
    private final DuplexStream inner;

    Recording(DuplexStream inner) {
      this.inner = inner;
    }

    @Override
    public void receive(Receiver receiver) {
      inner.receive(new Receiver() {
        @Override
        public void bytes(byte[] buffer, int from, int to) {
          var copy = Arrays.copyOfRange(buffer, from, to);
          arrive(() -> receiver.bytes(copy, 0, copy.length));
        }

        @Override
        public void end() {
          arrive(receiver::end);
        }

        @Override
        public void failed(IOException reason) {
          arrive(() -> receiver.failed(reason));
        }
      });
    }

    @Override
    public void pause() {
      inner.pause();
    }

    @Override
    public void resume() {
      inner.resume();
    }

    /// The calls write whole frames.
    @Override
    public void write(byte[] bytes) throws IOException, InterruptedException {
      var frame = bytes.clone();
      inner.write(bytes);
      noteFrame(frame);
    }

    @Override
    public void write(byte[] bytes, Duration patience)
        throws IOException, InterruptedException, TimeoutException {
      var frame = bytes.clone();
      inner.write(bytes, patience);
      noteFrame(frame);
    }

    private void noteFrame(byte[] frame) {
      try {
        var body = new FrameDecoder().next(ByteBuffer.wrap(frame));
        if (body != null) {
          note(EventCodec.decode(body));
        }
      } catch (InvalidFrameException _) {
        // a chunk
      }
    }

    @Override
    public void finish() {
      inner.finish();
    }

    @Override
    public void reset(long code) {
      inner.reset(code);
    }
  }
}
