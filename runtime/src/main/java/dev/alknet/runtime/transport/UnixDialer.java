package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A connection to the node that listens at a Unix domain socket. Each stream is a socket of its own.
public final class UnixDialer implements Connection {
  private final ConnectionLife life = new ConnectionLife();
  private final Set<SocketStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable SocketChannel> first;
  private final Path path;

  private UnixDialer(Path path, SocketChannel first) {
    this.path = path;
    this.first = new AtomicReference<>(first);
  }

  /// Connects; says so when no node listens at `path`.
  public static UnixDialer dial(Path path) throws IOException {
    return new UnixDialer(path, LocalSocket.connect(path));
  }

  @Override
  public Credential remote() {
    return new Credential.LocalUser();
  }

  @Override
  public String address() {
    return path.toString();
  }

  @Override
  public String alpn() {
    return UnixEndpoint.ALPN;
  }

  @Override
  public boolean multiplexes() {
    return true;
  }

  /// Dials a further socket. When nobody answers any more the connection is closed.
  @Override
  public DuplexStream open() throws IOException {
    life.requireOpen();
    var ready = first.getAndSet(null);
    var socket = ready != null ? ready : connectAgain();
    var stream = new SocketStream(socket, streams::remove);
    streams.add(stream);
    try {
      life.requireOpen();
      return stream;
    } catch (ConnectionClosedException e) {
      stream.fail(e);
      throw e;
    }
  }

  @Override
  public DuplexStream accept() throws IOException, InterruptedException {
    return life.accept();
  }

  @Override
  public void close(long code, String reason) {
    end(ConnectionClosedException.byThisEnd(code, reason));
  }

  @Override
  public void onClosed(Runnable listener) {
    life.onClosed(listener);
  }

  private void end(ConnectionClosedException reason) {
    if (life.end(reason)) {
      streams.forEach(stream -> stream.fail(reason));
      var unused = first.getAndSet(null);
      if (unused != null) {
        new SocketStream(unused, _ -> {}).fail(reason);
      }
    }
  }

  private SocketChannel connectAgain() throws IOException {
    try {
      return LocalSocket.connect(path);
    } catch (IOException e) {
      end(new ConnectionClosedException(String.valueOf(e.getMessage()), e));
      throw e;
    }
  }
}
