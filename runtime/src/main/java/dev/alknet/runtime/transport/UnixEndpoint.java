package dev.alknet.runtime.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where programs on the same machine meet a node: a Unix domain socket that only the node's own
/// user and root may use. Each accepted socket is a connection of one stream.
public final class UnixEndpoint implements AutoCloseable {
  /// What is spoken here.
  public static final String ALPN = "alknet/call";

  private static final Logger LOG = System.getLogger(UnixEndpoint.class.getName());

  private final Live<Connection> connections = new Live<>();
  private final Live<SocketStream> sockets = new Live<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Path path;
  private final ServerSocketChannel server;
  private final ProtocolRouter router;
  private final UserPrincipal self;
  private final Object file;

  private UnixEndpoint(Path path, ServerSocketChannel server, ProtocolRouter router)
      throws IOException {
    this.path = path;
    this.server = server;
    this.router = router;
    this.self = LocalPeer.self();
    this.file = fileAt(path);
  }

  /// Listens at `path`. A socket that a dead node left there is replaced; one where a node answers,
  /// and any other file, is not.
  public static UnixEndpoint open(Path path, ProtocolRouter router) throws IOException {
    removeStale(path);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      var endpoint = new UnixEndpoint(path, server, router);
      var _ = Thread.ofVirtual().name("accept " + path).start(endpoint::acceptAll);
      return endpoint;
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen at %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /// Where it listens.
  public Path path() {
    return path;
  }

  /// Lets nobody in any more and removes the socket file. Connections go on.
  public void stopAccepting() {
    stopped.countDown();
    try {
      server.close();
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && fileAt(path).equals(file)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "closing " + path, e);
    }
  }

  /// Stops accepting, waits until all connections are closed, at most for `drain`, and closes what
  /// is left. Never fails; an interrupt ends the waiting.
  public void shutdown(Duration drain) {
    stopAccepting();
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      sockets.awaitNone(drain);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    connections.all().forEach(connection -> connection.close(0, "shutting down"));
    sockets.all().forEach(socket -> socket.reset(0));
  }

  /// Closes everything now.
  @Override
  public void close() {
    shutdown(Duration.ZERO);
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw new IOException("%s is no socket; it is left as it is".formatted(path));
    }
    if (UnixDialer.answers(path)) {
      throw new IOException("a node is running at %s already".formatted(path));
    }
    Files.delete(path);
  }

  private static Object fileAt(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Objects.requireNonNull(attributes.fileKey(), "file key");
  }

  private void acceptAll() {
    try {
      new AcceptLoop(() -> serve(server.accept()), stopped).run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel socket) throws IOException {
    if (!trusted(socket)) {
      socket.close();
      return;
    }
    var stream = new SocketStream(socket, sockets::remove);
    var connection =
        new DuplexConnection(stream, path.toString(), ALPN, new Credential.LocalUser());
    sockets.add(stream);
    connections.add(connection);
    connection.onClosed(() -> connections.remove(connection));
    router.serve(connection);
  }

  private boolean trusted(SocketChannel socket) {
    try {
      var peer = LocalPeer.of(socket);
      if (!LocalPeer.trusted(peer, self)) {
        LOG.log(Level.WARNING, "refused user {0} at {1}", peer.getName(), path);
        return false;
      }
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "somebody went away at " + path, e);
      return false;
    }
  }
}
