package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where programs on the same machine meet a node: a Unix domain socket that only the node's own
/// user and root may use. Each accepted socket is a connection of one stream.
public final class UnixEndpoint implements AutoCloseable {
  /// What is spoken here.
  public static final String ALPN = "alknet/call";

  private final Live<Connection> connections = new Live<>();
  private final Live<SocketStream> sockets = new Live<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Path path;
  private final LocalSocket server;
  private final ProtocolRouter router;

  private UnixEndpoint(Path path, LocalSocket server, ProtocolRouter router) {
    this.path = path;
    this.server = server;
    this.router = router;
  }

  /// Listens at `path`. A socket that a dead node left there is replaced; one where a node answers,
  /// and any other file, is not.
  public static UnixEndpoint open(Path path, ProtocolRouter router) throws IOException {
    var server = LocalSocket.bind(path);
    var endpoint = new UnixEndpoint(path, server, router);
    server.serve(endpoint::serve);
    return endpoint;
  }

  /// Where it listens.
  public Path path() {
    return path;
  }

  /// Lets nobody in any more and removes the socket file. Connections go on.
  public void stopAccepting() {
    server.close();
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

  private void serve(SocketChannel socket) {
    var stream = new SocketStream(socket, sockets::remove);
    var connection =
        new DuplexConnection(stream, path.toString(), ALPN, new Credential.LocalUser());
    sockets.add(stream);
    connections.add(connection);
    connection.onClosed(() -> connections.remove(connection));
    router.serve(connection);
  }
}
