package dev.alknet.runtime.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/// The socket of an endpoint that dials.
final class QuicDialler {
  private static final AttributeKey<Attempt> ATTEMPT =
      AttributeKey.valueOf(QuicDialler.class, "attempt");
  private static final int NO_APPLICATION_PROTOCOL = 120;

  private final QuicTls tls;
  private final QuicStreams.Shape shape;
  private final Channel socket;

  QuicDialler(EndpointOptions options, QuicTls tls, EventLoopGroup loops, Executor tlsTasks)
      throws IOException, InterruptedException {
    this.tls = tls;
    this.shape = new QuicStreams.Shape(options.limits());
    var codec = QuicSocket.tuned(new QuicClientCodecBuilder(), options.limits())
        .sslEngineProvider(this::engine)
        .sslTaskExecutor(tlsTasks)
        .build();
    var bound = QuicSocket.over(loops, codec).bind(0).await();
    if (!bound.isSuccess()) {
      throw new IOException("cannot open a datagram socket: " + bound.cause().getMessage(),
          bound.cause());
    }
    this.socket = bound.channel();
  }

  Channel socket() {
    return socket;
  }

  QuicConnection dial(Target target, Duration timeout) throws IOException, InterruptedException {
    var attempt = new Attempt(target);
    var connecting = QuicChannel.newBootstrap(socket)
        .remoteAddress(target.resolved())
        .attr(ATTEMPT, attempt)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, QuicSocket.segments())
        .handler(attempt.handlers())
        .streamHandler(QuicConnection.arrivals())
        .connect();
    var _ = connecting.addListener(done -> {
      if (!done.isSuccess()) {
        attempt.fail(attempt.explain(done.cause(), timeout));
      }
    });
    try {
      return attempt.result.get();
    } catch (InterruptedException e) {
      var _ = attempt.result.thenAccept(Connection::close);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? Failures.again(io) : new IOException(e);
    }
  }

  private QuicSslEngine engine(QuicChannel channel) {
    var attempt = channel.attr(ATTEMPT).get();
    var engine = tls.dial(channel, attempt.target, attempt.check);
    var _ = channel.closeFuture().addListener(_ -> tls.forget(engine));
    return engine;
  }

  /// Where to dial, who may answer, and for what.
  record Target(InetSocketAddress address, ServerTrust trust, String alpn) {
    @Override
    public String toString() {
      return QuicCodes.text(address);
    }

    private InetSocketAddress resolved() throws IOException {
      if (!address.isUnresolved()) {
        return address;
      }
      try {
        return new InetSocketAddress(InetAddress.getByName(address.getHostString()),
            address.getPort());
      } catch (UnknownHostException e) {
        throw new IOException("cannot find host " + address.getHostString(), e);
      }
    }
  }

  /// One dial, until it has led to a connection or to a sentence.
  private final class Attempt {
    private final CompletableFuture<QuicConnection> result = new CompletableFuture<>();
    private final Target target;
    private final ServerCheck check;

    Attempt(Target target) {
      this.target = target;
      this.check = new ServerCheck(target.trust, target.toString());
    }

    QuicConnection done(QuicChannel channel) {
      var alpn = QuicHandshake.alpn(channel);
      var peer = new QuicConnection.Peer(alpn, QuicHandshake.credential(channel),
          target.toString());
      var connection = new QuicConnection(channel, peer, shape);
      if (!check.accepts(QuicHandshake.shown(channel))) {
        fail(refused());
        connection.close(0, "not trusted");
      } else if (!alpn.equals(target.alpn)) {
        fail(noHandler());
        connection.close(0, "wrong protocol");
      } else {
        result.complete(connection);
      }
      return connection;
    }

    ChannelHandler handlers() {
      return new ChannelInitializer<QuicChannel>() {
        @Override
        protected void initChannel(QuicChannel channel) {
          channel.pipeline()
              .addLast(new QuicPing(shape.limits().keepAlive()))
              .addLast(new QuicHandshake(Attempt.this::done));
        }
      };
    }

    void fail(String sentence) {
      result.completeExceptionally(new IOException(sentence));
    }

    String explain(Throwable cause, Duration timeout) {
      if (check.refusal() != null) {
        return refused();
      }
      return switch (cause) {
        case ConnectTimeoutException _ ->
          "no answer from %s within %d ms".formatted(target, timeout.toMillis());
        case QuicClosedChannelException closed when closed.event() != null ->
          refusal(closed.event());
        case QuicClosedChannelException _ ->
          "nobody answers at %s (is the node running, and UDP let in?)".formatted(target);
        default -> "cannot connect to %s: %s".formatted(target, cause);
      };
    }

    private String refusal(QuicConnectionCloseEvent event) {
      var alert = QuicConnectionCloseEvent.extractTlsError(event.error());
      if (!event.isTlsError()) {
        return "%s refused the connection: %s".formatted(target,
            QuicCodes.reason(event.reason()));
      }
      return alert == NO_APPLICATION_PROTOCOL ? noHandler()
          : "%s refused the connection (TLS alert %d)".formatted(target, alert);
    }

    private String noHandler() {
      return "no handler for %s at %s".formatted(target.alpn, target);
    }

    private String refused() {
      return Objects.requireNonNullElse(check.refusal(), target + " is not trusted");
    }
  }
}
