package dev.alknet.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/// The outgoing direction of one QUIC stream.
///
/// Writers leave whole arrays in the [Outbox]; one task on the event loop joins what has gathered
/// into one write. On a QUIC stream every write makes packets at once, so joining is what makes small
/// frames fast. While a write waits for the other end nothing more is taken.
final class QuicOutlet {
  private static final int JOINED = 256 * 1024;

  private final QuicStreamChannel channel;
  private final Outbox outbox;
  private final Runnable onOver;
  private final Runnable onBroken;

  /// `onOver` runs on the loop when this direction has ended without a reset of this end, `onBroken`
  /// when it cannot be ended properly.
  QuicOutlet(QuicStreamChannel channel, int limit, Runnable onOver, Runnable onBroken) {
    this.channel = channel;
    this.outbox = new Outbox(limit);
    this.onOver = onOver;
    this.onBroken = onBroken;
  }

  void write(byte[] bytes) throws IOException, InterruptedException {
    if (outbox.put(bytes)) {
      Loops.run(channel.eventLoop(), this::drain);
    }
  }

  void write(byte[] bytes, Patience patience)
      throws IOException, InterruptedException, TimeoutException {
    if (outbox.put(bytes, patience)) {
      Loops.run(channel.eventLoop(), this::drain);
    }
  }

  void finish() {
    if (outbox.finish()) {
      Loops.run(channel.eventLoop(), this::drain);
    }
  }

  /// Drops what waits; writers fail.
  void fail(IOException reason) {
    outbox.fail(reason);
  }

  /// Whatever goes wrong here, such as no memory for a buffer, writers must not wait for ever.
  private void drain() {
    try {
      drainAll();
    } catch (RuntimeException | Error e) {
      outbox.fail(new IOException("this end can send nothing more on this stream", e));
      onBroken.run();
    }
  }

  private void drainAll() {
    for (var batch = outbox.take(JOINED); batch != null; batch = outbox.take(JOINED)) {
      var next = batch;
      var sending = send(next);
      if (!sending.isDone()) {
        var _ = sending.addListener(done -> {
          conclude(next, done);
          drain();
        });
        return;
      }
      conclude(next, sending);
    }
  }

  /// The end travels with the last bytes: an end on its own would overtake writes that wait.
  private ChannelFuture send(Outbox.Batch batch) {
    var joined = join(batch);
    return channel.write(batch.last() ? new DefaultQuicStreamFrame(joined, true) : joined);
  }

  private ByteBuf join(Outbox.Batch batch) {
    var joined = channel.alloc().directBuffer(Math.max(1, batch.size()));
    batch.pieces().forEach(joined::writeBytes);
    return joined;
  }

  private void conclude(Outbox.Batch batch, Future<?> sent) {
    if (!sent.isSuccess()) {
      outbox.fail(new IOException("the other end takes nothing more on this stream", sent.cause()));
      onOver.run();
    } else {
      outbox.sent(batch.size());
      if (batch.last()) {
        onOver.run();
      }
    }
  }
}
