package dev.alknet.bench.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;

/// TLS over TCP as Netty does it with OpenSSL: bytes in bulk, on the event loops.
final class TlsBulk implements WireContender {
  @Override
  public String name() {
    return "TLS over TCP, Netty and OpenSSL";
  }

  @Override
  public boolean takes(Workload workload) {
    return workload instanceof Workload.Bulk && Epoll.isAvailable();
  }

  @Override
  public WireServer serve(Identity identity) throws IOException, InterruptedException {
    var tls = configured(SslContextBuilder.forServer(identity.keys()), identity)
        .clientAuth(ClientAuth.REQUIRE)
        .build();
    var loop = NettyServer.newLoop();
    var channel = new ServerBootstrap().group(loop)
        .channel(EpollServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(256 << 10, 512 << 10))
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Pour(last -> last));
          }
        })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
    return new NettyServer(loop, channel);
  }

  @Override
  public WireClient connect(int port, Identity identity) throws IOException, InterruptedException {
    var tls = configured(SslContextBuilder.forClient(), identity)
        .keyManager(identity.keys())
        .build();
    var loop = NettyServer.newLoop();
    var channel = new Bootstrap().group(loop)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc(), "localhost", port));
          }
        })
        .connect(InetAddress.getLoopbackAddress(), port)
        .sync()
        .channel();
    channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
    return new Client(loop, channel);
  }

  private static SslContextBuilder configured(SslContextBuilder builder, Identity identity) {
    return builder.sslProvider(SslProvider.OPENSSL)
        .trustManager(identity.peers())
        .protocols(Identity.PROTOCOL);
  }

  private record Client(EventLoopGroup loop, Channel channel) implements WireClient {
    @Override
    public void bulk(long bytes) throws IOException, InterruptedException {
      var sink = new Sink(bytes);
      channel.pipeline().addLast(sink);
      channel.writeAndFlush(channel.alloc().buffer(Long.BYTES).writeLong(bytes)).sync();
      sink.await();
      channel.pipeline().remove(sink);
    }

    @Override
    public void close() {
      NettyServer.end(loop);
    }
  }
}
