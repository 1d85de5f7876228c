package dev.alknet.tests;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// A socket that stands before the Docker daemon's and can be cut.
final class SocketProxy implements AutoCloseable {
  private final Path path;
  private final Path target;
  private final LongSupplier allowances;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private SocketProxy(Path path, Path target, LongSupplier allowances)
      throws IOException {
    this.path = path;
    this.target = target;
    this.allowances = allowances;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  /// Before the daemon of the tests; nothing is cut before [#cut()].
  static SocketProxy open(Path path) throws IOException {
    var host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    return open(path, Path.of(host.substring("unix://".length())), () -> Long.MAX_VALUE);
  }

  /// Before the daemon at `target`. A connection is cut after as many bytes of the daemon's answer as
  /// the next of `allowances` says.
  static SocketProxy open(Path path, Path target, LongSupplier allowances) throws IOException {
    var proxy = new SocketProxy(path, target, allowances);
    Thread.ofVirtual().name("proxy").start(proxy::accept);
    return proxy;
  }

  Path path() {
    return path;
  }

  /// Closes the socket and every connection through it.
  void cut() throws IOException {
    server.close();
    for (var channel : open) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // The proxy was cut: nothing more to accept.
    }
  }

  private void serve(SocketChannel client) {
    open.add(client);
    try (client; var daemon = SocketChannel.open(UnixDomainSocketAddress.of(target))) {
      open.add(daemon);
      Thread.ofVirtual().start(() -> copy(client, daemon, Long.MAX_VALUE));
      copy(daemon, client, allowances.getAsLong());
      open.remove(daemon);
    } catch (IOException _) {
      // The daemon is not there, or one side went away.
    }
    open.remove(client);
  }

  private static void copy(SocketChannel from, SocketChannel to, long allowance) {
    var buffer = ByteBuffer.allocate(16 * 1024);
    var left = allowance;
    try {
      while (left > 0 && from.read(buffer.clear()) >= 0) {
        buffer.flip();
        buffer.limit((int) Math.min(buffer.limit(), left));
        left -= buffer.limit();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
    } catch (IOException _) {
      // One side is gone; the other reader notices by itself.
    }
  }
}
