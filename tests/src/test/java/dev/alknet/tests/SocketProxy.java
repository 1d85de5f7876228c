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

/// A socket that stands before the Docker daemon's and can be cut.
final class SocketProxy implements AutoCloseable {
  private final Path path;
  private final Path target;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private SocketProxy(Path path, Path target, ServerSocketChannel server) {
    this.path = path;
    this.target = target;
    this.server = server;
  }

  static SocketProxy open(Path path) throws IOException {
    var host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
    var proxy = new SocketProxy(path, Path.of(host.substring("unix://".length())), server);
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
        var daemon = SocketChannel.open(UnixDomainSocketAddress.of(target));
        open.add(client);
        open.add(daemon);
        Thread.ofVirtual().start(() -> copy(client, daemon));
        Thread.ofVirtual().start(() -> copy(daemon, client));
      }
    } catch (IOException _) {
      // The proxy was cut: nothing more to accept.
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(16 * 1024);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException _) {
      // One side is gone; the other reader notices by itself.
    }
  }
}
