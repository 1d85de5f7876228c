package dev.alknet.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A connection made from one duplex stream, such as a socket: it has that stream and no other, and
/// ends with it.
public final class DuplexConnection implements Connection {
  private final ConnectionLife life = new ConnectionLife();
  private final DuplexStream stream;
  private final String address;
  private final String alpn;
  private final Credential remote;
  private final boolean bytes;

  public DuplexConnection(DuplexStream stream, String address, String alpn, Credential remote) {
    this(stream, address, alpn, remote, true);
  }

  private DuplexConnection(DuplexStream stream, String address, String alpn, Credential remote,
      boolean bytes) {
    this.bytes = bytes;
    this.stream = stream;
    this.address = address;
    this.alpn = alpn;
    this.remote = remote;
    life.arrived(new Only());
  }

  /// A connection made from a stream that carries frames and nothing else.
  static DuplexConnection ofMessages(DuplexStream stream, String address, String alpn,
      Credential remote) {
    return new DuplexConnection(stream, address, alpn, remote, false);
  }

  @Override
  public boolean carriesBytes() {
    return bytes;
  }

  @Override
  public Credential remote() {
    return remote;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String alpn() {
    return alpn;
  }

  @Override
  public boolean multiplexes() {
    return false;
  }

  @Override
  public DuplexStream open() throws IOException {
    life.requireOpen();
    throw new IOException("this connection has one stream and cannot open another");
  }

  @Override
  public DuplexStream accept() throws IOException, InterruptedException {
    return life.accept();
  }

  /// When both directions have ended by themselves there is nothing left to give up, and what was
  /// written last is still on its way.
  @Override
  public void close(long code, String reason) {
    if (life.end(ConnectionClosedException.byThisEnd(code, reason))) {
      stream.reset(code);
    }
  }

  @Override
  public void onClosed(Runnable listener) {
    life.onClosed(listener);
  }

  void end(ConnectionClosedException reason) {
    var _ = life.end(reason);
  }

  private ConnectionClosedException lost(IOException reason) {
    if (reason instanceof ConnectionClosedException closed) {
      return closed;
    }
    return new ConnectionClosedException("the connection is closed: " + reason.getMessage(),
        reason);
  }

  /// The stream, watched for its end, which is the connection's.
  private final class Only implements DuplexStream {
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    @Override
    public void receive(Receiver receiver) {
      stream.receive(new Receiver() {
        @Override
        public void bytes(byte[] buffer, int from, int to) {
          receiver.bytes(buffer, from, to);
        }

        @Override
        public void end() {
          receiver.end();
          oneDirectionLess();
        }

        @Override
        public void failed(IOException reason) {
          var lost = lost(reason);
          receiver.failed(lost);
          DuplexConnection.this.end(lost);
        }

        @Override
        public void refused(IOException reason) {
          receiver.refused(reason);
          DuplexConnection.this.end(lost(reason));
        }
      });
    }

    @Override
    public void pause() {
      stream.pause();
    }

    @Override
    public void resume() {
      stream.resume();
    }

    @Override
    public void write(byte[] bytes) throws IOException, InterruptedException {
      try {
        stream.write(bytes);
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    @Override
    public void write(byte[] bytes, Duration patience)
        throws IOException, InterruptedException, TimeoutException {
      try {
        stream.write(bytes, patience);
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    private IOException unwritten(IOException e) {
      if (finished.get() > 0) {
        return e;
      }
      var lost = lost(e);
      DuplexConnection.this.end(lost);
      return lost;
    }

    @Override
    public void finish() {
      stream.finish();
      if (finished.getAndIncrement() == 0) {
        oneDirectionLess();
      }
    }

    @Override
    public void reset(long code) {
      close(code, "the stream was reset");
    }

    private void oneDirectionLess() {
      if (ended.incrementAndGet() == 2) {
        DuplexConnection.this.end(new ConnectionClosedException("both ends have finished"));
      }
    }
  }
}
