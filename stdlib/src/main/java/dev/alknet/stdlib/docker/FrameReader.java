package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Takes a multiplexed stream apart into whole frames.
///
/// Eight bytes go before each payload: the stream, three zeros, the length (big endian). A stream
/// that is cut within a frame is an error, never a silent end.
final class FrameReader {
  private static final int HEADER = 8;
  private static final int LONGEST = 1 << 26;

  private final InputStream input;

  FrameReader(InputStream input) {
    this.input = input;
  }

  /// The next frame that holds output; absent at the end.
  Optional<Frame> next() throws IOException {
    while (true) {
      var header = input.readNBytes(HEADER);
      if (header.length == 0) {
        return Optional.empty();
      }
      if (header.length < HEADER) {
        throw new EOFException("the stream was cut within a frame header");
      }
      var payload = payload(header);
      switch (header[0]) {
        case 0 -> {
          // the daemon echoes what it was sent: nothing the process wrote
        }
        case 1 -> {
          return Optional.of(new Frame(LogStream.STDOUT, payload));
        }
        case 2 -> {
          return Optional.of(new Frame(LogStream.STDERR, payload));
        }
        case 3 -> throw DaemonRefusal.of(200, new String(payload, UTF_8));
        default -> throw new ProtocolException("not a multiplexed stream");
      }
    }
  }

  private byte[] payload(byte[] header) throws IOException {
    var length = ByteBuffer.wrap(header).getInt(4);
    if (header[1] != 0 || header[2] != 0 || header[3] != 0 || length < 0 || length > LONGEST) {
      throw new ProtocolException("not a multiplexed stream");
    }
    var payload = input.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("the stream was cut within a frame");
    }
    return payload;
  }
}
