package dev.alknet.runtime.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Two pipes as a duplex stream, such as the standard streams of a process: a thread reads from one,
/// and what goes into the other is written as it comes.
///
/// A reader that waits for a pipe cannot be interrupted; its thread ends when the other end closes it.
public final class PipeStream extends BlockingStream {
  private final InputStream in;
  private final OutputStream out;

  /// Owns both from now on.
  public PipeStream(InputStream in, OutputStream out) {
    super("pipe");
    this.in = in;
    this.out = out;
  }

  @Override
  Thread.Builder reader() {
    return Thread.ofPlatform().daemon();
  }

  @Override
  int fill(byte[] buffer) throws IOException {
    return in.read(buffer);
  }

  @Override
  void send(Outbox.Batch batch) throws IOException {
    for (var piece : batch.pieces()) {
      out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }
    out.flush();
  }

  @Override
  void endOutput() throws IOException {
    out.close();
  }

  @Override
  void close() {
    try (in; out) {
      // both are of no use any more
    } catch (IOException _) {
      // they are gone either way
    }
  }
}
