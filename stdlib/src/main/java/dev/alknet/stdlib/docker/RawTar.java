package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;

/// Tars through raw carriage: from the caller as its standard input, to the caller as output.
final class RawTar extends InputStream {
  private static final int PIECE = 64 * 1024;

  private final RawChannel channel;
  private byte[] piece = {};
  private int read;
  private boolean ended;

  /// What the caller sends, until it says that this is all.
  RawTar(RawChannel channel) {
    this.channel = channel;
  }

  /// Passes a whole body on, and says that this was all.
  static void send(InputStream body, RawChannel channel) throws IOException, InterruptedException {
    var buffer = new byte[PIECE];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      if (n > 0) {
        channel.write(new RawChunk(RawChunk.STDOUT, Arrays.copyOf(buffer, n)));
      }
    }
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended && read == piece.length) {
      next();
    }
    if (ended) {
      return -1;
    }
    var n = Math.min(length, piece.length - read);
    System.arraycopy(piece, read, target, offset, n);
    read += n;
    return n;
  }

  private void next() throws IOException {
    try {
      var chunk = channel.read();
      read = 0;
      piece = chunk.filter(some -> some.type() == RawChunk.STDIN)
          .map(RawChunk::payload)
          .orElse(new byte[0]);
      ended = chunk.isEmpty()
          || (chunk.get().type() == RawChunk.STDIN && piece.length == 0)
          || (chunk.get().type() == RawChunk.CONTROL_IN && endsInput(chunk.get()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private static boolean endsInput(RawChunk control) throws IOException {
    return Json.MAPPER.readTree(control.payload()).path("type").asText().equals("eof");
  }
}
