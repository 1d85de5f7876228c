package dev.alknet.bench.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// QUIC as Netty does it with nothing on top: bytes in bulk, a stream each time, on the event loops.
final class QuicBulk implements WireContender {
  private static final String PROTOCOL = "bench";
  private static final int DATAGRAM = 1452;
  private static final int SEGMENTS = 32;
  private static final int RECEIVED = 65_535;
  private static final int SOCKET_BUFFER = 4 << 20;
  private static final WriteBufferWaterMark STREAM_MARKS =
      new WriteBufferWaterMark(256 << 10, 512 << 10);

  @Override
  public String name() {
    return "QUIC, bare Netty";
  }

  @Override
  public boolean takes(Workload workload) {
    return workload instanceof Workload.Bulk && Epoll.isAvailable();
  }

  @Override
  public WireServer serve(Identity identity) throws IOException, InterruptedException {
    var tls = QuicSslContextBuilder.forServer(identity.keys(), null)
        .clientAuth(ClientAuth.REQUIRE)
        .trustManager(identity.peers())
        .applicationProtocols(PROTOCOL)
        .build();
    var codec = tuned(new QuicServerCodecBuilder())
        .sslEngineProvider(channel -> tls.newEngine(channel.alloc()))
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
            EpollQuicUtils.newSegmentedAllocator(SEGMENTS))
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .streamOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .streamOption(ChannelOption.WRITE_BUFFER_WATER_MARK, STREAM_MARKS)
        .streamHandler(new ChannelInitializer<QuicStreamChannel>() {
          @Override
          protected void initChannel(QuicStreamChannel stream) {
            stream.pipeline().addLast(new Pour(last -> new DefaultQuicStreamFrame(last, true)));
          }
        })
        .build();
    var loop = NettyServer.newLoop();
    return new NettyServer(loop, bind(loop, codec));
  }

  @Override
  public WireClient connect(int port, Identity identity) throws IOException, InterruptedException {
    var tls = QuicSslContextBuilder.forClient()
        .keyManager(identity.keys(), null)
        .trustManager(identity.peers())
        .applicationProtocols(PROTOCOL)
        .build();
    var codec = tuned(new QuicClientCodecBuilder())
        .sslEngineProvider(channel -> tls.newEngine(channel.alloc(), "localhost", port))
        .build();
    var loop = NettyServer.newLoop();
    try {
      var connection = QuicChannel.newBootstrap(bind(loop, codec))
          .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
          .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
              EpollQuicUtils.newSegmentedAllocator(SEGMENTS))
          .handler(new ChannelInboundHandlerAdapter())
          .streamHandler(new ChannelInboundHandlerAdapter())
          .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
          .streamOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
          .streamOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(64 << 10))
          .connect()
          .get();
      return new Client(loop, connection);
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static <B extends QuicCodecBuilder<B>> B tuned(B codec) {
    return codec.maxIdleTimeout(1, TimeUnit.HOURS)
        .initialMaxData(64 << 20)
        .initialMaxStreamDataBidirectionalLocal(16 << 20)
        .initialMaxStreamDataBidirectionalRemote(16 << 20)
        .initialMaxStreamsBidirectional(1_000_000)
        .maxSendUdpPayloadSize(DATAGRAM)
        .maxRecvUdpPayloadSize(1472);
  }

  private static Channel bind(EventLoopGroup loop, ChannelHandler codec)
      throws InterruptedException {
    return new Bootstrap().group(loop)
        .channel(EpollDatagramChannel.class)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
        .option(EpollChannelOption.UDP_GRO, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(RECEIVED).maxMessagesPerRead(64))
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(512 << 10, 1 << 20))
        .handler(codec)
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
  }

  private record Client(EventLoopGroup loop, QuicChannel connection) implements WireClient {
    @Override
    public void bulk(long bytes) throws IOException, InterruptedException {
      var sink = new Sink(bytes);
      var stream = connection.createStream(QuicStreamType.BIDIRECTIONAL, sink).sync().getNow();
      var question = stream.alloc().buffer(Long.BYTES).writeLong(bytes);
      stream.writeAndFlush(new DefaultQuicStreamFrame(question, true)).sync();
      sink.await();
    }

    @Override
    public void close() {
      NettyServer.end(loop);
    }
  }
}
