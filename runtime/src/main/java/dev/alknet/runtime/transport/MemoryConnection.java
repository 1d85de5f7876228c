package dev.alknet.runtime.transport;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One end of a [MemoryLink] that carries any number of streams.
final class MemoryConnection implements Connection {
  private final ConnectionLife life = new ConnectionLife();
  private final Set<MemoryStream> streams = ConcurrentHashMap.newKeySet();
  private final MemoryFaults faults;
  private final String alpn;
  private final Credential remote;
  private final MemoryPipe farewell;
  private @Nullable MemoryConnection other;

  MemoryConnection(MemoryFaults faults, String alpn, Credential remote) {
    this.faults = faults;
    this.alpn = alpn;
    this.remote = remote;
    farewell = new MemoryPipe(faults, new Farewell());
  }

  /// Says who is at the other end; once, before anything else.
  void join(MemoryConnection end) {
    other = end;
  }

  /// This end learns that the connection is gone.
  boolean end(ConnectionClosedException reason) {
    if (!life.end(reason)) {
      return false;
    }
    streams.forEach(stream -> stream.fail(reason));
    return true;
  }

  @Override
  public Credential remote() {
    return remote;
  }

  @Override
  public String address() {
    return "memory";
  }

  @Override
  public String alpn() {
    return alpn;
  }

  @Override
  public boolean multiplexes() {
    return true;
  }

  @Override
  public DuplexStream open() throws IOException {
    life.requireOpen();
    var pair = new MemoryStreamPair(faults, other().life::arrived, this::forget);
    streams.add(pair.near());
    other().streams.add(pair.far());
    life.requireOpen();
    return pair.near();
  }

  @Override
  public DuplexStream accept() throws IOException, InterruptedException {
    return life.accept();
  }

  @Override
  public void close(long code, String reason) {
    var here = ConnectionClosedException.byThisEnd(code, reason);
    if (end(here)) {
      farewell.reset(here, ConnectionClosedException.byOtherEnd(code, reason));
    }
  }

  @Override
  public void onClosed(Runnable listener) {
    life.onClosed(listener);
  }

  private void forget(MemoryStreamPair pair) {
    streams.remove(pair.near());
    other().streams.remove(pair.far());
  }

  private MemoryConnection other() {
    return Objects.requireNonNull(other, "the other end");
  }

  /// What the other end learns when this one closes, as late as everything else.
  private final class Farewell implements MemoryPipe.Events {
    @Override
    public void arrived() {}

    @Override
    public void reset(IOException reason) {
      if (reason instanceof ConnectionClosedException closed) {
        other().end(closed);
      }
    }

    @Override
    public void over() {}
  }
}
