package dev.alknet.bench.wire;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/// The client side of [GrpcServer].
final class GrpcChannel {
  private GrpcChannel() {}

  static ManagedChannel open(int port, Identity identity, Executor executor) throws IOException {
    var tls = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.OPENSSL)
        .keyManager(identity.keys())
        .trustManager(identity.peers())
        .protocols(Identity.PROTOCOL)
        .build();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return NettyChannelBuilder.forAddress(address)
        .overrideAuthority("localhost")
        .sslContext(tls)
        .flowControlWindow(GrpcServer.WINDOW)
        .executor(executor)
        .build();
  }
}
