package dev.alknet.runtime.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Two pipes as a duplex stream, such as the standard streams of a process: a thread reads from one,
/// and what goes into the other is written as it comes.
///
/// A reader that waits for a pipe cannot be interrupted; its thread ends when the other end closes it.
public final class PipeStream implements DuplexStream {
  private static final int BUFFER = 64 * 1024;
  private static final int WRITE_LIMIT = 256 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private final Outbox outbox = new Outbox(WRITE_LIMIT);
  private boolean paused;
  private boolean received;
  private @Nullable IOException failure;

  /// Owns both from now on.
  public PipeStream(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public void receive(Receiver receiver) {
    synchronized (this) {
      if (received) {
        throw new IllegalStateException("the stream has a receiver already");
      }
      received = true;
    }
    Thread.ofPlatform().daemon().name("pipe-reader").start(() -> read(receiver));
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

  private void fail(IOException reason) {
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
    var buffer = new byte[BUFFER];
    try {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitResumed();
        receiver.bytes(buffer, 0, count);
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
    var _ = Thread.ofVirtual().name("pipe-writer").start(this::drain);
  }

  private void drain() {
    try {
      for (var batch = outbox.take(BUFFER); batch != null; batch = outbox.take(BUFFER)) {
        for (var piece : batch.pieces()) {
          out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
        out.flush();
        outbox.sent(batch.size());
        if (batch.last()) {
          out.close();
        }
      }
    } catch (IOException e) {
      outbox.fail(e);
    }
  }

  private void close() {
    try (in; out) {
      // both are of no use any more
    } catch (IOException _) {
      // they are gone either way
    }
  }
}
