package dev.alknet.runtime.wire;

import dev.alknet.runtime.call.RawChunk;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/// Raw chunks as bytes; [ChunkDecoder] reads them. Source: docker-fleet-http.md §1.2.
public final class ChunkCodec {
  /// The longest payload this node writes, so that no chunk holds up what else there is to say.
  public static final int PIECE = 64 << 10;

  private ChunkCodec() {}

  /// The chunk with its header, in one piece.
  public static byte[] encode(RawChunk chunk) {
    return encode(chunk, 0, chunk.payload().length);
  }

  /// The chunk as one or more chunks of at most [#PIECE] bytes, each made when it is asked for.
  /// Control is never split: each of its chunks is one JSON object.
  public static Iterable<byte[]> pieces(RawChunk chunk) {
    int length = chunk.payload().length;
    boolean control = chunk.type() >= RawChunk.CONTROL_IN;
    if (control || length <= PIECE) {
      return () -> IntStream.of(0).mapToObj(from -> encode(chunk, from, length)).iterator();
    }
    return () -> IntStream.iterate(0, from -> from < length, from -> from + PIECE)
        .mapToObj(from -> encode(chunk, from, Math.min(from + PIECE, length)))
        .iterator();
  }

  private static byte[] encode(RawChunk chunk, int from, int to) {
    return ByteBuffer.allocate(ChunkDecoder.HEADER + to - from)
        .put((byte) chunk.type())
        .putInt(to - from)
        .put(chunk.payload(), from, to - from)
        .array();
  }
}
