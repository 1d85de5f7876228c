package dev.alknet.runtime.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import java.util.concurrent.TimeUnit;

/// The datagram sockets under QUIC, set up for speed: many datagrams per system call where the
/// kernel can (epoll with GSO and GRO tripled the throughput), large socket buffers.
final class QuicSocket {
  private static final boolean EPOLL = Epoll.isAvailable();
  private static final int SEGMENTS = 32;
  private static final int DATAGRAM = 1452;
  private static final int LARGEST_DATAGRAM = 65535;
  private static final int KERNEL_BUFFER = 4 * 1024 * 1024;
  private static final int DATAGRAMS_PER_LOOP = 64;
  /// Credit for a whole connection: quiche would renew it with at most 24 MiB, and widens a stream to
  /// 16, so two readers that stall could take all of it. Netty has no way to say otherwise.
  private static final long UNLIMITED = 1L << 60;

  private QuicSocket() {}

  /// The event loops: each socket lives on one of them.
  static EventLoopGroup loops(int count) {
    IoHandlerFactory io = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(count,
        Thread.ofPlatform().daemon().name("quic-", 0).factory(), io);
  }

  /// A socket whose datagrams go to `codec`.
  static Bootstrap over(EventLoopGroup loops, ChannelHandler codec) {
    var bootstrap = new Bootstrap().group(loops)
        .channel(EPOLL ? EpollDatagramChannel.class : NioDatagramChannel.class)
        .handler(codec)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER)
        .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(512 * 1024, 1024 * 1024));
    if (EPOLL) {
      bootstrap.option(EpollChannelOption.UDP_GRO, true);
    }
    var received = EPOLL ? LARGEST_DATAGRAM : 2048;
    return bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR,
        new FixedRecvByteBufAllocator(received).maxMessagesPerRead(DATAGRAMS_PER_LOOP));
  }

  /// Lets several datagrams leave in one system call.
  static SegmentedDatagramPacketAllocator segments() {
    return EPOLL ? EpollQuicUtils.newSegmentedAllocator(SEGMENTS)
        : SegmentedDatagramPacketAllocator.NONE;
  }

  /// The transport parameters of both roles.
  static <B extends QuicCodecBuilder<B>> B tuned(B codec, TransportLimits limits) {
    return codec.maxIdleTimeout(limits.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .initialMaxData(UNLIMITED)
        .initialMaxStreamDataBidirectionalLocal(limits.streamWindow())
        .initialMaxStreamDataBidirectionalRemote(limits.streamWindow())
        .initialMaxStreamsBidirectional(limits.streams())
        .maxSendUdpPayloadSize(DATAGRAM)
        .maxRecvUdpPayloadSize(DATAGRAM)
        .datagram(QuicPing.QUEUE, QuicPing.QUEUE);
  }
}
