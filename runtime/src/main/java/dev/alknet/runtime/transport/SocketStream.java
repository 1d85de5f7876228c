package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A socket as a duplex stream: a virtual thread reads as long as there is something to come, another
/// writes as long as there is something to go. Closes the socket when both directions are over.
///
/// A socket cannot say that it was reset: unless bytes were on their way the other end sees the end
/// of both directions, and its writes fail.
final class SocketStream implements DuplexStream {
  private static final int BUFFER = 64 * 1024;
  private static final int WRITE_LIMIT = 256 * 1024;

  private final SocketChannel socket;
  private final Consumer<SocketStream> onClosed;
  private final Outbox outbox = new Outbox(WRITE_LIMIT);
  private final AtomicInteger over = new AtomicInteger();
  private boolean paused;
  private boolean received;
  private @Nullable IOException failure;

  /// `onClosed` gets this stream when this end has closed the socket.
  SocketStream(SocketChannel socket, Consumer<SocketStream> onClosed) {
    this.socket = socket;
    this.onClosed = onClosed;
  }

  @Override
  public void receive(Receiver receiver) {
    synchronized (this) {
      if (received) {
        throw new IllegalStateException("the stream has a receiver already");
      }
      received = true;
    }
    var _ = Thread.ofVirtual().name("socket-reader").start(() -> read(receiver));
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    if (outbox.put(bytes)) {
      startDrain();
    }
  }

  @Override
  public void write(byte[] bytes, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    if (outbox.put(bytes, Patience.of(patience))) {
      startDrain();
    }
  }

  @Override
  public void finish() {
    if (outbox.finish()) {
      startDrain();
    }
  }

  @Override
  public void reset(long code) {
    fail(new IOException("the stream was reset by this end with code " + code));
  }

  /// Closes the socket; writers and the receiver fail with `reason`.
  void fail(IOException reason) {
    synchronized (this) {
      if (failure == null) {
        failure = reason;
      }
      notifyAll();
    }
    outbox.fail(reason);
    close();
  }

  private void read(Receiver receiver) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (socket.read(buffer.clear()) >= 0) {
        awaitResumed();
        receiver.bytes(buffer.array(), 0, buffer.position());
      }
      awaitResumed();
    } catch (IOException e) {
      receiver.failed(reason(e));
      fail(e);
      return;
    } catch (RuntimeException | Error e) {
      var reason = Failures.ofReceiver(e);
      fail(reason);
      receiver.failed(reason);
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    receiver.end();
    oneDirectionLess();
  }

  private synchronized void awaitResumed() throws IOException, InterruptedException {
    while (paused && failure == null) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized IOException reason(IOException e) {
    return failure == null ? e : failure;
  }

  private void startDrain() {
    var _ = Thread.ofVirtual().name("socket-writer").start(this::drain);
  }

  private void drain() {
    try {
      for (var batch = outbox.take(BUFFER); batch != null; batch = outbox.take(BUFFER)) {
        send(batch);
      }
    } catch (IOException e) {
      outbox.fail(e);
      oneDirectionLess();
    }
  }

  private void send(Outbox.Batch batch) throws IOException {
    var joined = batch.pieces().size() == 1 ? batch.pieces().getFirst()
        : join(batch);
    while (joined.hasRemaining()) {
      socket.write(joined);
    }
    outbox.sent(batch.size());
    if (batch.last()) {
      socket.shutdownOutput();
      oneDirectionLess();
    }
  }

  private static ByteBuffer join(Outbox.Batch batch) {
    var joined = ByteBuffer.allocate(batch.size());
    batch.pieces().forEach(joined::put);
    return joined.flip();
  }

  private void oneDirectionLess() {
    if (over.incrementAndGet() == 2) {
      close();
    }
  }

  private void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone either way
    }
    onClosed.accept(this);
  }
}
