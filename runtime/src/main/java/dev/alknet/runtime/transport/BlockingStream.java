package dev.alknet.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A duplex stream over something that blocks: a thread reads as long as there is something to come, a
/// virtual one writes as long as there is something to go.
abstract class BlockingStream implements DuplexStream {
  private static final int BUFFER = 64 * 1024;
  private static final int WRITE_LIMIT = 256 * 1024;

  private final String name;
  private final Outbox outbox = new Outbox(WRITE_LIMIT);
  private boolean paused;
  private boolean received;
  private @Nullable IOException failure;

  /// `name` is what its threads are called.
  BlockingStream(String name) {
    this.name = name;
  }

  /// How the thread that reads is made.
  abstract Thread.Builder reader();

  /// Waits for bytes and puts them at the beginning of `buffer`: how many, negative at the end.
  abstract int fill(byte[] buffer) throws IOException;

  /// Sends all of it.
  abstract void send(Outbox.Batch batch) throws IOException;

  /// Nothing more is sent.
  abstract void endOutput() throws IOException;

  /// Gives back what the stream is over.
  abstract void close();

  /// No more input comes.
  void inputOver() {}

  /// The output is over, or has failed.
  void outputOver() {}

  @Override
  public final void receive(Receiver receiver) {
    synchronized (this) {
      if (received) {
        throw new IllegalStateException("the stream has a receiver already");
      }
      received = true;
    }
    var _ = reader().name(name + "-reader").start(() -> read(receiver));
  }

  @Override
  public final synchronized void pause() {
    paused = true;
  }

  @Override
  public final synchronized void resume() {
    paused = false;
    notifyAll();
  }

  @Override
  public final void write(byte[] bytes) throws IOException, InterruptedException {
    if (outbox.put(bytes)) {
      startDrain();
    }
  }

  @Override
  public final void write(byte[] bytes, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    if (outbox.put(bytes, Patience.of(patience))) {
      startDrain();
    }
  }

  @Override
  public final void finish() {
    if (outbox.finish()) {
      startDrain();
    }
  }

  @Override
  public final void reset(long code) {
    fail(new IOException("the stream was reset by this end with code " + code));
  }

  /// Closes it; writers and the receiver fail with `reason`.
  final void fail(IOException reason) {
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
      for (var count = fill(buffer); count >= 0; count = fill(buffer)) {
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
    inputOver();
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
    var _ = Thread.ofVirtual().name(name + "-writer").start(this::drain);
  }

  private void drain() {
    try {
      for (var batch = outbox.take(BUFFER); batch != null; batch = outbox.take(BUFFER)) {
        send(batch);
        outbox.sent(batch.size());
        if (batch.last()) {
          endOutput();
          outputOver();
        }
      }
    } catch (IOException e) {
      outbox.fail(e);
      outputOver();
    }
  }
}
