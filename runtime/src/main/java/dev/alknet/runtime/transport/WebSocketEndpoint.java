package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.TlsIdentity;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Where programs that speak no QUIC meet a node: WebSocket (RFC 6455) at `/alknet/call`.
///
/// Who comes shows a bearer token at the upgrade, or is refused with 401. Each connection is one
/// stream: a binary message is one frame without its length; a text message ends it with 1002.
/// Source: call.md §2.5; docker-fleet-http.md §4.7.
public final class WebSocketEndpoint implements AutoCloseable {
  /// Where the upgrade is asked for.
  public static final String PATH = "/alknet/call";

  /// The longest message, in bytes.
  public static final int LONGEST_MESSAGE = 16 << 20;

  /// What waits for the other end to read it, pongs too; above the second number it is cut off. More
  /// than one message and what is queued behind it.
  private static final WriteBufferWaterMark MOST_UNREAD =
      new WriteBufferWaterMark(LONGEST_MESSAGE, 2 * LONGEST_MESSAGE);
  private static final int LONGEST_REQUEST = 16 << 10;
  private static final Duration UPGRADE = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final int QUIET_SECONDS = 20;
  private static final int SILENT_SECONDS = 60;

  /// How an endpoint is opened: where it listens, the certificates it shows (absent for plain HTTP),
  /// which tokens are known, and who serves.
  public record Options(InetSocketAddress listen, @Nullable TlsIdentity shown,
      Predicate<String> knownToken, ProtocolRouter router) {
    public Options {
      if (shown == null && !listen.getAddress().isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "a WebSocket without certificates is for this machine only: "
                + "listen at 127.0.0.1, or give certificates");
      }
    }
  }

  private final Live<Connection> connections = new Live<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1,
          Thread.ofPlatform().daemon().name("websocket-", 0).factory(),
          NioIoHandler.newFactory());
  private final Channel listening;

  private WebSocketEndpoint(Options options) throws IOException, InterruptedException {
    var tls = options.shown == null ? null : tls(options.shown);
    var bound = new ServerBootstrap().group(loops)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MOST_UNREAD)
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            arrange(channel, options, tls);
          }
        })
        .bind(options.listen)
        .await();
    if (!bound.isSuccess()) {
      var _ = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw new IOException("cannot listen at %s: %s".formatted(QuicCodes.text(options.listen),
          bound.cause().getMessage()), bound.cause());
    }
    listening = bound.channel();
  }

  /// Starts accepting.
  public static WebSocketEndpoint open(Options options) throws IOException, InterruptedException {
    return new WebSocketEndpoint(options);
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /// Lets nobody in any more. Connections go on.
  public void stopAccepting() {
    listening.close().awaitUninterruptibly();
  }

  /// Closes everything now.
  @Override
  public void close() {
    stopAccepting();
    if (closed.getAndSet(true)) {
      return;
    }
    connections.all().forEach(connection -> connection.close(0, "shutting down"));
    loops.shutdownGracefully(0, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(FAREWELL.multipliedBy(2).toMillis());
  }

  private void arrange(SocketChannel channel, Options options, @Nullable SslContext tls) {
    var pipeline = channel.pipeline();
    pipeline.addLast(new IdleStateHandler(SILENT_SECONDS, QUIET_SECONDS, 0));
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(LONGEST_REQUEST),
        new WebSocketAdmission(options.knownToken),
        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(PATH)
            .maxFramePayloadLength(LONGEST_MESSAGE)
            .handshakeTimeoutMillis(UPGRADE.toMillis())
            .build()),
        new WebSocketFrameAggregator(LONGEST_MESSAGE),
        new FlowControlHandler(),
        new WebSocketMessages(connection -> {
          connections.add(connection);
          connection.onClosed(() -> connections.remove(connection));
          options.router.serve(connection);
        }));
  }

  /// TLS 1.3 and nothing older.
  private static SslContext tls(TlsIdentity shown) throws SSLException {
    return SslContextBuilder
        .forServer(shown.privateKey(), shown.chain().toArray(X509Certificate[]::new))
        .protocols("TLSv1.3")
        .build();
  }
}
