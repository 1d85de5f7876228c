package dev.alknet.runtime.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Keeps an idle connection alive from the end that dialled, if the other end can take datagrams.
///
/// Netty has no call for QUIC's PING frame. A datagram of one byte (RFC 9221) does the same: it has
/// to be acknowledged, belongs to no stream and is never sent again. The other end drops it.
final class QuicPing extends ChannelInboundHandlerAdapter {
  /// How many datagrams may wait in either direction.
  static final int QUEUE = 4;

  private static final byte[] NOTHING = {0};

  private final Duration interval;

  QuicPing(Duration interval) {
    this.interval = interval;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof QuicDatagramExtensionEvent) {
      start((QuicChannel) context.channel());
    }
    context.fireUserEventTriggered(event);
  }

  /// Often enough for the shorter one of both ends' idle timeouts.
  private void start(QuicChannel channel) {
    var nanos = interval.toNanos();
    var other = channel.peerTransportParameters();
    if (other != null && other.maxIdleTimeout() > 0) {
      nanos = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(other.maxIdleTimeout()) / 3);
    }
    var pings = channel.eventLoop()
        .scheduleAtFixedRate(() -> send(channel), nanos, nanos, TimeUnit.NANOSECONDS);
    var _ = channel.closeFuture().addListener(_ -> pings.cancel(false));
  }

  private static void send(QuicChannel channel) {
    var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(NOTHING));
  }
}
