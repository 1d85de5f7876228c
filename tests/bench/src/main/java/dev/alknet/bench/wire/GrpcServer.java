package dev.alknet.bench.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// A gRPC server with mutual TLS from OpenSSL; how handlers run is the contender's.
final class GrpcServer implements WireServer {
  /// Windows that do not hold back bytes in bulk.
  static final int WINDOW = 16 << 20;

  /// Sends many messages as fast as they are taken.
  interface Sender {
    void send(ServerCallStreamObserver<byte[]> out, Iterator<byte[]> messages);
  }

  private final Server server;

  private GrpcServer(Server server) {
    this.server = server;
  }

  static GrpcServer start(Identity identity, Executor executor, Sender sender) throws IOException {
    var tls = GrpcSslContexts.configure(SslContextBuilder.forServer(identity.keys()),
        SslProvider.OPENSSL)
        .trustManager(identity.peers())
        .clientAuth(ClientAuth.REQUIRE)
        .protocols(Identity.PROTOCOL)
        .build();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new GrpcServer(NettyServerBuilder.forAddress(address)
        .sslContext(tls)
        .flowControlWindow(WINDOW)
        .executor(executor)
        .addService(service(sender))
        .build()
        .start());
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static ServerServiceDefinition service(Sender sender) {
    return ServerServiceDefinition.builder(GrpcMethods.SERVICE)
        .addMethod(GrpcMethods.ECHO, ServerCalls.asyncUnaryCall(GrpcServer::echo))
        .addMethod(GrpcMethods.STREAM, ServerCalls.asyncServerStreamingCall(
            (message, out) -> answer(message, out, sender, GrpcMessages::items)))
        .addMethod(GrpcMethods.BULK, ServerCalls.asyncServerStreamingCall(
            (message, out) -> answer(message, out, sender, GrpcMessages::chunks)))
        .build();
  }

  private static void echo(byte[] message, StreamObserver<byte[]> out) {
    try {
      out.onNext(GrpcMessages.echo(message));
      out.onCompleted();
    } catch (IOException e) {
      out.onError(Status.INVALID_ARGUMENT.withCause(e).asException());
    }
  }

  private static void answer(byte[] message, StreamObserver<byte[]> out, Sender sender,
      Function<JsonNode, Iterator<byte[]>> answer) {
    try {
      var messages = answer.apply(Payload.parse(message));
      sender.send((ServerCallStreamObserver<byte[]>) out, messages);
    } catch (IOException e) {
      out.onError(Status.INVALID_ARGUMENT.withCause(e).asException());
    }
  }
}
