package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/// A tar that comes from the caller through raw carriage, as standard input.
final class RawTar extends BulkInput {
  private final RawChannel channel;
  private byte[] piece = {};
  private int read;
  private boolean ended;

  /// What the caller sends, until it says that this is all.
  RawTar(RawChannel channel) {
    this.channel = channel;
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
