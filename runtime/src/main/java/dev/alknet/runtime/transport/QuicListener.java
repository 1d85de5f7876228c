package dev.alknet.runtime.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The socket of an endpoint that accepts.
final class QuicListener {
  private final QuicStreams.Shape shape;
  private final QuicSslContext serving;
  private final QuicSslContext refusing;
  private final Consumer<QuicConnection> onAccepted;
  private final AddressQuota quota;
  private volatile boolean accepting = true;

  /// `onAccepted` gets each connection on the loop.
  QuicListener(EndpointOptions options, QuicTls tls, Consumer<QuicConnection> onAccepted) {
    this.shape = new QuicStreams.Shape(options.limits());
    this.serving = tls.accepting(options.router().alpns(), options.shown());
    this.refusing = tls.accepting(List.of(), options.shown());
    this.onAccepted = onAccepted;
    this.quota = new AddressQuota(options.perAddress());
  }

  Channel bind(EventLoopGroup loops, Executor tlsTasks, InetSocketAddress address)
      throws IOException, InterruptedException {
    var codec = QuicSocket.tuned(new QuicServerCodecBuilder(), shape.limits())
        .sslEngineProvider(this::engine)
        .sslTaskExecutor(tlsTasks)
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, QuicSocket.segments())
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .handler(new ChannelInitializer<QuicChannel>() {
          @Override
          protected void initChannel(QuicChannel channel) {
            channel.pipeline().addLast(new QuicHandshake(QuicListener.this::accepted));
          }
        })
        .streamHandler(QuicConnection.arrivals())
        .build();
    var bound = QuicSocket.over(loops, codec).bind(address).await();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen at " + QuicCodes.text(address) + ": "
          + bound.cause().getMessage(), bound.cause());
    }
    return bound.channel();
  }

  /// From now on nobody is let in: who dials is refused at once.
  void refuse() {
    accepting = false;
  }

  private QuicSslEngine engine(QuicChannel channel) {
    return (accepting ? serving : refusing).newEngine(channel.alloc());
  }

  private QuicConnection accepted(QuicChannel channel) {
    var peer = new QuicConnection.Peer(QuicHandshake.alpn(channel),
        QuicHandshake.credential(channel), QuicCodes.text(channel.remoteSocketAddress()));
    var connection = new QuicConnection(channel, peer, shape);
    var leaving = accepting ? quota.enter(channel.remoteSocketAddress()) : null;
    if (leaving == null) {
      connection.close(0, accepting ? "too many connections of one address" : "shutting down");
    } else {
      connection.onClosed(leaving);
      onAccepted.accept(connection);
    }
    return connection;
  }
}
