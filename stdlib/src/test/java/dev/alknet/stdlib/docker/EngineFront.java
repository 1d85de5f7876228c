package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A socket in front of a real daemon's, which passes on what is said both ways.
class EngineFront implements AutoCloseable {
  private final Path folder;
  private final Path socket;
  private final Path daemon;
  private final ServerSocketChannel server;

  EngineFront(URI daemon) {
    try {
      this.folder = Files.createTempDirectory("alknet-front");
      this.socket = folder.resolve("docker.sock");
      this.daemon = Path.of(daemon.getPath());
      this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("engine front").start(this::accept);
  }

  URI host() {
    return URI.create("unix://" + socket);
  }

  /// What it answers itself to a request that begins so; empty when it does not.
  String answer(String request) {
    return "";
  }

  /// After how many bytes of the daemon's answer the next connection is cut.
  long allowance() {
    return Long.MAX_VALUE;
  }

  /// Passes on what the daemon answers; when this returns both connections are closed.
  void relay(String request, SocketChannel far, SocketChannel client) throws IOException {
    copy(far, client, allowance());
  }

  /// The one who asked this has closed its connection, or its own direction of it.
  void hungUp(String request) {}

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // closed: the test is over
    }
  }

  private void serve(SocketChannel client) {
    try (client; var far = SocketChannel.open(UnixDomainSocketAddress.of(daemon))) {
      var first = ByteBuffer.allocate(64 * 1024);
      client.read(first);
      first.flip();
      var request = UTF_8.decode(first.duplicate()).toString();
      var answer = answer(request);
      if (!answer.isEmpty()) {
        client.write(UTF_8.encode(answer));
        return;
      }
      far.write(first);
      var forth = Thread.ofVirtual().start(() -> send(request, client, far));
      relay(request, far, client);
      forth.interrupt();
    } catch (IOException _) {
      // one side went away
    }
  }

  private void send(String request, SocketChannel client, SocketChannel far) {
    try {
      copy(client, far, Long.MAX_VALUE);
      hungUp(request);
      far.shutdownOutput();
    } catch (IOException _) {
      // the other direction ends by it too
    }
  }

  private static void copy(SocketChannel from, SocketChannel to, long allowance)
      throws IOException {
    var piece = ByteBuffer.allocate(64 * 1024);
    var left = allowance;
    while (left > 0 && from.read(piece.clear()) >= 0) {
      piece.flip();
      piece.limit((int) Math.min(piece.limit(), left));
      left -= piece.limit();
      while (piece.hasRemaining()) {
        to.write(piece);
      }
    }
  }
}
