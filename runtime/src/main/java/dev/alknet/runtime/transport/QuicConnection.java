package dev.alknet.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One QUIC connection after its handshake. The event loop moves bytes and tells; everybody else
/// waits on virtual threads.
final class QuicConnection implements Connection {
  private static final Logger LOG = System.getLogger(QuicConnection.class.getName());
  private static final AttributeKey<QuicConnection> OF = AttributeKey.valueOf(QuicConnection.class,
      "of");

  private final ConnectionLife life = new ConnectionLife();
  private final AtomicReference<@Nullable ConnectionClosedException> why = new AtomicReference<>();
  private final QuicChannel channel;
  private final Peer peer;
  private final QuicStreams streams;

  QuicConnection(QuicChannel channel, Peer peer, QuicStreams.Shape shape) {
    this.channel = channel;
    this.peer = peer;
    this.streams = new QuicStreams(channel, shape, this::whyClosed);
    channel.attr(OF).set(this);
  }

  /// Gives each stream of the other end to the connection it belongs to, on the loop.
  static ChannelHandler arrivals() {
    return new ChannelInitializer<QuicStreamChannel>() {
      @Override
      protected void initChannel(QuicStreamChannel stream) {
        var connection = stream.parent().attr(OF).get();
        connection.life.arrived(connection.streams.adopt(stream));
      }
    };
  }

  QuicChannel channel() {
    return channel;
  }

  ChannelHandler handler() {
    return new Events();
  }

  @Override
  public Credential remote() {
    return peer.credential;
  }

  @Override
  public String address() {
    return peer.address;
  }

  @Override
  public String alpn() {
    return peer.alpn;
  }

  @Override
  public boolean multiplexes() {
    return true;
  }

  @Override
  public DuplexStream open() throws IOException, InterruptedException {
    life.requireOpen();
    return streams.open();
  }

  @Override
  public DuplexStream open(Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    life.requireOpen();
    return streams.open(Patience.of(patience));
  }

  @Override
  public DuplexStream accept() throws IOException, InterruptedException {
    return life.accept();
  }

  @Override
  public void close(long code, String reason) {
    var number = QuicCodes.of(code);
    if (why.compareAndSet(null, ConnectionClosedException.byThisEnd(code, reason))) {
      try {
        var _ = channel.close(true, number, QuicCodes.reason(reason));
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, () -> "closed with its endpoint: " + peer.address, e);
      }
    }
  }

  @Override
  public void onClosed(Runnable listener) {
    life.onClosed(listener);
  }

  private ConnectionClosedException whyClosed() {
    var known = why.get();
    if (known != null) {
      return known;
    }
    return channel.isTimedOut() ? ConnectionClosedException.bySilence()
        : new ConnectionClosedException("the connection is closed");
  }

  private static ConnectionClosedException explain(QuicConnectionCloseEvent event) {
    return event.isTlsError() ? new ConnectionClosedException(
        "the other end refused this node's key (TLS alert "
            + QuicConnectionCloseEvent.extractTlsError(event.error()) + ")")
        : ConnectionClosedException.byOtherEnd(event.error(), QuicCodes.reason(event.reason()));
  }

  /// Who is at the other end, where, and for what.
  record Peer(String alpn, Credential credential, String address) {}

  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf ping) {
        ping.release();
      } else {
        context.fireChannelRead(message);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      switch (event) {
        case QuicStreamLimitChangedEvent _ -> streams.openWaiting();
        case QuicConnectionCloseEvent close -> why.compareAndSet(null, explain(close));
        default -> context.fireUserEventTriggered(event);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      var reason = whyClosed();
      var _ = life.end(reason);
      streams.fail(reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.log(Level.DEBUG, () -> "on the connection with " + peer.address, cause);
    }
  }
}
