package dev.alknet.runtime.wire;

import dev.alknet.runtime.call.RawChunk;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts one direction of a stream in raw carriage into chunks: one byte of stream type, four bytes of
/// length, unsigned and big end first, then that many bytes. Fed like a [FrameDecoder], and can go on
/// with the piece that one stopped in.
///
/// A stream type above 4 or a length above [RawChunk#MAX_PAYLOAD] is refused before anything is set
/// aside for the payload. Source: docker-fleet-http.md §1.2; ruling 12.
public final class ChunkDecoder {
  static final int HEADER = 5;

  private final Assembly chunk = new Assembly(HEADER);

  /// The next chunk, or null when the piece is used up and the rest is still to come. Takes as much
  /// of the piece as belongs to that chunk and keeps no hold of it. Once it has failed, it fails.
  public @Nullable RawChunk next(ByteBuffer piece) throws InvalidFrameException {
    if (!chunk.takeHeader(piece)) {
      return null;
    }
    int type = (int) (chunk.header() >>> Integer.SIZE);
    long length = chunk.header() & 0xFFFF_FFFFL;
    if (type > RawChunk.CONTROL_OUT) {
      throw new InvalidFrameException("unknown stream type: " + type);
    }
    if (length > RawChunk.MAX_PAYLOAD) {
      throw new InvalidFrameException(
          "a chunk holds up to " + RawChunk.MAX_PAYLOAD + " bytes, not " + length);
    }
    return chunk.takeBody(piece, (int) length) ? new RawChunk(type, chunk.finish()) : null;
  }

  /// How many bytes it keeps for a chunk that is not complete.
  public int held() {
    return chunk.held();
  }

  /// Whether an end of the stream now would be within a chunk.
  public boolean midChunk() {
    return chunk.begun();
  }
}
