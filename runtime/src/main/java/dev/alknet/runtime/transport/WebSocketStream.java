package dev.alknet.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A WebSocket as a stream of frames: what is written at once is one frame and becomes one binary
/// message without the four bytes of its length; a message that comes in gets them.
///
/// A WebSocket cannot end one direction: to finish is to close it after what is queued.
final class WebSocketStream implements DuplexStream {
  private static final int PREFIX = Integer.BYTES;
  private static final int WRITE_LIMIT = 256 * 1024;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /// What a stream is reset with when the other end has sent what is no frame.
  private static final long BAD_FRAME = 1;

  private final Outbox outbox = new Outbox(WRITE_LIMIT);
  private final Channel channel;
  private volatile @Nullable Receiver receiver;
  private volatile boolean ended;

  WebSocketStream(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void receive(Receiver taker) {
    if (receiver != null) {
      throw new IllegalStateException("the stream has a receiver already");
    }
    Loops.run(channel.eventLoop(), () -> {
      receiver = taker;
      if (channel.isActive()) {
        channel.config().setAutoRead(true);
      } else {
        gone();
      }
    });
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    if (outbox.put(bytes)) {
      Loops.run(channel.eventLoop(), this::drain);
    }
  }

  @Override
  public void write(byte[] bytes, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    if (outbox.put(bytes, Patience.of(patience))) {
      Loops.run(channel.eventLoop(), this::drain);
    }
  }

  @Override
  public void finish() {
    if (outbox.finish()) {
      Loops.run(channel.eventLoop(), this::drain);
    }
  }

  @Override
  public void reset(long code) {
    end(code == BAD_FRAME ? WebSocketCloseStatus.PROTOCOL_ERROR
        : WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
  }

  /// Closes the WebSocket and says why; what is queued is dropped. Whoever does not read that in time
  /// is cut off.
  void end(WebSocketCloseStatus why) {
    outbox.fail(new ConnectionClosedException("the WebSocket was closed by this end"));
    ended = true;
    var _ = channel.writeAndFlush(new CloseWebSocketFrame(why))
        .addListener(ChannelFutureListener.CLOSE);
    Loops.run(channel.eventLoop(), this::cutOffLater);
  }

  private void cutOffLater() {
    var loop = channel.eventLoop();
    if (!loop.isShuttingDown()) {
      var _ = loop.schedule(this::cutOff, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void cutOff() {
    var _ = channel.close();
  }

  /// One message has come in; what comes after the end is nobody's. On the loop.
  void message(ByteBuf content) {
    if (ended) {
      return;
    }
    var frame = new byte[PREFIX + content.readableBytes()];
    ByteBuffer.wrap(frame).putInt(content.readableBytes());
    content.readBytes(frame, PREFIX, content.readableBytes());
    var taker = receiver;
    if (taker == null) {
      end(WebSocketCloseStatus.PROTOCOL_ERROR);
      return;
    }
    try {
      taker.bytes(frame, 0, frame.length);
    } catch (RuntimeException | Error e) {
      var reason = Failures.ofReceiver(e);
      outbox.fail(reason);
      var _ = channel.close();
    }
  }

  /// The socket is closed. On the loop.
  void gone() {
    var reason = new ConnectionClosedException("the WebSocket is closed");
    outbox.fail(reason);
    var taker = receiver;
    if (taker != null) {
      taker.failed(reason);
    }
  }

  private void drain() {
    for (var batch = outbox.take(Integer.MAX_VALUE); batch != null; batch =
        outbox.take(Integer.MAX_VALUE)) {
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

  private ChannelFuture send(Outbox.Batch batch) {
    for (var frame : batch.pieces()) {
      var _ = channel.write(new BinaryWebSocketFrame(
          Unpooled.wrappedBuffer(frame.slice(PREFIX, frame.remaining() - PREFIX))));
    }
    if (batch.last()) {
      return channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
          .addListener(ChannelFutureListener.CLOSE);
    }
    return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  private void conclude(Outbox.Batch batch, Future<?> sent) {
    if (sent.isSuccess()) {
      outbox.sent(batch.size());
    } else {
      outbox.fail(new IOException("the WebSocket takes nothing more", sent.cause()));
    }
  }
}
