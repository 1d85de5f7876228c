package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A socket as a duplex stream. Closes the socket when both directions are over.
///
/// A socket cannot say that it was reset: unless bytes were on their way the other end sees the end
/// of both directions, and its writes fail.
final class SocketStream extends BlockingStream {
  private final SocketChannel socket;
  private final Consumer<SocketStream> onClosed;
  private final AtomicInteger over = new AtomicInteger();

  /// `onClosed` gets this stream when this end has closed the socket.
  SocketStream(SocketChannel socket, Consumer<SocketStream> onClosed) {
    super("socket");
    this.socket = socket;
    this.onClosed = onClosed;
  }

  @Override
  Thread.Builder reader() {
    return Thread.ofVirtual();
  }

  @Override
  int fill(byte[] buffer) throws IOException {
    return socket.read(ByteBuffer.wrap(buffer));
  }

  @Override
  void send(Outbox.Batch batch) throws IOException {
    var joined = batch.pieces().size() == 1 ? batch.pieces().getFirst()
        : join(batch);
    while (joined.hasRemaining()) {
      socket.write(joined);
    }
  }

  private static ByteBuffer join(Outbox.Batch batch) {
    var joined = ByteBuffer.allocate(batch.size());
    batch.pieces().forEach(joined::put);
    return joined.flip();
  }

  @Override
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  void inputOver() {
    oneDirectionLess();
  }

  @Override
  void outputOver() {
    oneDirectionLess();
  }

  private void oneDirectionLess() {
    if (over.incrementAndGet() == 2) {
      close();
    }
  }

  @Override
  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone either way
    }
    onClosed.accept(this);
  }
}
