package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.NodeKey;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Where a node meets others over QUIC: it dials them and, when told where to listen, is dialled.
///
/// Both ends prove their keys. Who is dialled must be who is [trusted][ServerTrust]; who dials may be
/// anybody, also anonymous, and is known by [Connection#remote]. Source: call.md §21, §22.
public final class QuicEndpoint implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Live<Connection> connections = new Live<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService tlsTasks =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("quic-tls-", 0).factory());
  private final EventLoopGroup loops;
  private final ProtocolRouter router;
  private @Nullable QuicDialler dialler;
  private @Nullable QuicListener listener;
  private @Nullable Channel listening;

  private QuicEndpoint(EndpointOptions options) {
    this.router = options.router();
    this.loops = QuicSocket.loops(options.listen() == null ? 1 : 2);
  }

  /// Opens the sockets and starts accepting.
  public static QuicEndpoint open(EndpointOptions options)
      throws IOException, InterruptedException {
    return open(options, options.key());
  }

  /// An endpoint that shows `shown` where it dials, or stays anonymous there.
  static QuicEndpoint open(EndpointOptions options, @Nullable NodeKey shown)
      throws IOException, InterruptedException {
    var endpoint = new QuicEndpoint(options);
    try {
      endpoint.start(options, new QuicTls(shown, new Authorities(options.authorities())));
      return endpoint;
    } catch (IOException | InterruptedException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  /// Where it listens. An endpoint that only dials has no address.
  public InetSocketAddress address() {
    if (listening == null) {
      throw new IllegalStateException("this endpoint only dials");
    }
    return (InetSocketAddress) listening.localAddress();
  }

  /// Connects to the node with the key `expected` at `address`, for protocol `alpn`. Fails with a
  /// sentence when nobody answers, another key is shown, or the protocol is not served there.
  public Connection dial(InetSocketAddress address, Fingerprint expected, String alpn,
      Duration timeout) throws IOException, InterruptedException {
    return dial(address, new ServerTrust.Pinned(Set.of(expected)), alpn, timeout);
  }

  /// Connects to whoever is trusted to answer at `address`. Fails with a sentence when nobody
  /// answers, somebody else does, or the protocol is not served there.
  public Connection dial(InetSocketAddress address, ServerTrust trust, String alpn,
      Duration timeout) throws IOException, InterruptedException {
    if (closed.get() || dialler == null) {
      throw new IOException("the endpoint is closed");
    }
    var connection =
        dialler.dial(new QuicDialler.Target(address, trust, alpn), timeout);
    keep(connection);
    if (closed.get()) {
      connection.close(0, "shutting down");
    }
    return connection;
  }

  /// Lets nobody in any more; who dials is refused at once. Connections go on.
  public void stopAccepting() {
    if (listener != null) {
      listener.refuse();
    }
  }

  /// Stops accepting, waits until all connections are closed, at most for `drain`, and closes what
  /// is left. Whoever serves them should finish what is under way meanwhile and close them. Never
  /// fails; an interrupt ends the waiting. Source: call.md §21, ruling 10.
  public void shutdown(Duration drain) {
    stopAccepting();
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      connections.awaitNone(drain);
      closeAll();
    } catch (InterruptedException _) {
      closeAll();
      Thread.currentThread().interrupt();
    }
  }

  /// Closes everything now.
  @Override
  public void close() {
    shutdown(Duration.ZERO);
  }

  private void start(EndpointOptions options, QuicTls tls)
      throws IOException, InterruptedException {
    dialler = new QuicDialler(options, tls, loops, tlsTasks);
    if (options.listen() != null) {
      listener = new QuicListener(options, tls, this::accepted);
      listening = listener.bind(loops, tlsTasks, options.listen());
    }
  }

  private void accepted(QuicConnection connection) {
    keep(connection);
    router.serve(connection);
  }

  private void keep(Connection connection) {
    connections.add(connection);
    connection.onClosed(() -> connections.remove(connection));
  }

  private void closeAll() {
    connections.all().forEach(connection -> connection.close(0, "shutting down"));
    try {
      connections.awaitNone(FAREWELL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closeSockets();
    var stopped = loops.shutdownGracefully(0, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    var _ = stopped.awaitUninterruptibly(FAREWELL.multipliedBy(2).toMillis());
    tlsTasks.shutdownNow();
  }

  /// On its own this is what a killed process looks like to others.
  void closeSockets() {
    if (dialler != null) {
      dialler.socket().close().awaitUninterruptibly();
    }
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
  }
}
