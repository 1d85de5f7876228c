package dev.alknet.fuzz;

import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.FrameDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import dev.alknet.runtime.wire.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a stranger writes on one stream, and how many requests an honest reader finds in it. What
/// comes back is not looked at.
final class Scribble implements DuplexStream.Receiver {
  private final DuplexStream stream;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  Scribble(Connection connection) throws IOException, InterruptedException {
    stream = connection.open();
    stream.receive(this);
  }

  /// Writes these bytes; a stream that was given up takes no more.
  void write(byte[] bytes) throws InterruptedException {
    try {
      stream.write(bytes);
      written.writeBytes(bytes);
    } catch (IOException _) {
      // It was reset, for what was written before.
    }
  }

  void finish() {
    stream.finish();
  }

  void reset() {
    stream.reset(1);
  }

  /// The requests before the first thing that is no frame, or that turns the stream into chunks.
  int requests() {
    var frames = new FrameDecoder();
    var piece = ByteBuffer.wrap(written.toByteArray());
    var found = 0;
    try {
      for (var body = frames.next(piece); body != null; body = frames.next(piece)) {
        if (EventCodec.decode(body) instanceof CallEvent.Requested(_, var request)) {
          found++;
          if (request.carriage().equals(Request.RAW)) {
            return found;
          }
        }
      }
    } catch (InvalidFrameException _) {
      // Nothing behind it counts.
    }
    return found;
  }

  @Override
  public void bytes(byte[] buffer, int from, int to) {}

  @Override
  public void end() {}

  @Override
  public void failed(IOException reason) {}
}
