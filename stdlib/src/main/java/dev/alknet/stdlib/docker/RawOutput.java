package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What goes to the caller of an operation with raw carriage. Source: docker-fleet-http.md §1.2, §1.3.
final class RawOutput {
  private static final int PIECE = 64 * 1024;

  private RawOutput() {}

  /// Passes on all of `body`, as standard output.
  static void pass(InputStream body, RawChannel channel) throws IOException, InterruptedException {
    var piece = new byte[PIECE];
    for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
      if (n > 0) {
        channel.write(new RawChunk(RawChunk.STDOUT, Arrays.copyOf(piece, n)));
      }
    }
  }

  /// Says that all output was sent.
  static void end(RawChannel channel) throws IOException, InterruptedException {
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }
}
