package dev.alknet.runtime.transport;

import dev.alknet.runtime.transport.DuplexStream.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The incoming direction of one QUIC stream, as the last handler of its channel.
///
/// Everything but [#pause] and [#resume] runs on the event loop. While nobody reads, the transport
/// allows the other end no more bytes than its window.
final class QuicInlet extends ChannelInboundHandlerAdapter {
  private final QuicStreamChannel channel;
  private final byte[] scratch;
  private final Events events;
  private final Queue<ByteBuf> held = new ArrayDeque<>();
  private volatile boolean paused;
  private @Nullable Receiver receiver;
  private @Nullable IOException failure;
  private boolean ended;
  private boolean told;

  /// `scratch` is the loop's own: bytes pass through it to the receiver.
  QuicInlet(QuicStreamChannel channel, byte[] scratch, Events events) {
    this.channel = channel;
    this.scratch = scratch;
    this.events = events;
  }

  void receive(Receiver taker) {
    if (receiver != null) {
      throw new IllegalStateException("the stream has a receiver already");
    }
    receiver = taker;
    goOn();
  }

  void pause() {
    paused = true;
    channel.config().setAutoRead(false);
  }

  void resume() {
    paused = false;
    Loops.run(channel.eventLoop(), this::goOn);
  }

  /// Drops what is held back and tells the receiver, unless all of it has come in.
  void fail(IOException reason) {
    if (!ended && failure == null) {
      failure = reason;
      held.forEach(ByteBuf::release);
      held.clear();
      goOn();
    }
  }

  /// All has come in, and the other end takes nothing more.
  void refused(IOException reason) {
    if (receiver != null && ended && told) {
      receiver.refused(reason);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    if (failure != null) {
      bytes.release();
    } else if (paused || !held.isEmpty()) {
      held.add(bytes);
      channel.config().setAutoRead(false);
    } else {
      give(bytes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && failure == null) {
      ended = true;
      goOn();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    events.broken(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    events.gone();
  }

  private void goOn() {
    if (receiver == null || told) {
      return;
    }
    while (!paused && !held.isEmpty()) {
      give(held.remove());
    }
    if (failure != null) {
      told = true;
      receiver.failed(failure);
    } else if (ended && !paused) {
      told = true;
      receiver.end();
      events.ended();
    } else if (!paused) {
      channel.config().setAutoRead(true);
    }
  }

  private void give(ByteBuf bytes) {
    try {
      while (receiver != null && failure == null && bytes.isReadable()) {
        var count = Math.min(bytes.readableBytes(), scratch.length);
        bytes.readBytes(scratch, 0, count);
        receiver.bytes(scratch, 0, count);
      }
    } catch (RuntimeException e) {
      events.broken(e);
    } finally {
      bytes.release();
    }
  }

  /// What the stream must know of this direction.
  interface Events {
    /// All of it has been taken.
    void ended();

    /// The other end has reset it, or the receiver has a bug.
    void broken(Throwable cause);

    /// The channel is closed.
    void gone();
  }
}
