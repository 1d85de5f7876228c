package dev.alknet.fuzz;

import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.wire.ChunkCodec;
import dev.alknet.runtime.wire.ChunkDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The chunk decoder: how the input is cut into pieces makes no difference, and encoding gives the
/// same bytes again (ruling 12).
public final class ChunkTarget {
  private ChunkTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var whole = Memory.bounded(input, () -> decode(Pieces.whole(input), input));
    var pieces = decode(Pieces.of(input), input);

    if (!whole.equals(pieces)) {
      throw new AssertionError("whole " + whole + ", in pieces " + pieces);
    }
  }

  /// The chunks, and how it ended.
  private static List<String> decode(List<ByteBuffer> pieces, byte[] input) {
    var chunks = new ChunkDecoder();
    var found = new ArrayList<String>();
    int at = 1;
    try {
      for (var piece : pieces) {
        for (var chunk = chunks.next(piece); chunk != null; chunk = chunks.next(piece)) {
          at = encodesTo(chunk, input, at);
          found.add(chunk + " " + Arrays.hashCode(chunk.payload()));
        }
      }
      found.add("within a chunk: " + chunks.midChunk());
    } catch (InvalidFrameException e) {
      found.add(String.valueOf(e.getMessage()));
    }
    return found;
  }

  private static int encodesTo(RawChunk chunk, byte[] input, int at) {
    var encoded = ChunkCodec.encode(chunk);
    int end = at + encoded.length;
    if (!Arrays.equals(encoded, 0, encoded.length, input, at, end)) {
      throw new AssertionError(chunk + " does not encode to what it came from");
    }
    return end;
  }
}
