package dev.alknet.runtime.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts one direction of a stream into frames: four bytes of length, unsigned and big end first,
/// then that many bytes. One decoder per direction; used by one thread at a time.
///
/// It takes no byte behind the frame it yields, so what follows can be read as something else:
///
/// ```java
/// var piece = ByteBuffer.wrap(buffer, from, to - from);
/// for (var body = frames.next(piece); body != null; body = frames.next(piece)) { … }
/// ```
///
/// A length of 0 or above [#MAX_BODY] is refused before anything is set aside for the body.
/// Source: call.md §2.1.
public final class FrameDecoder {
  /// The longest body, 64 MiB.
  public static final int MAX_BODY = 64 << 20;
  static final int PREFIX = 4;

  private final Assembly frame = new Assembly(PREFIX);

  /// The next body, or null when the piece is used up and the rest is still to come. Takes as much
  /// of the piece as belongs to that body and keeps no hold of it. Once it has failed, it fails.
  public byte @Nullable [] next(ByteBuffer piece) throws InvalidFrameException {
    if (!frame.takeHeader(piece)) {
      return null;
    }
    long length = frame.header();
    if (length == 0 || length > MAX_BODY) {
      throw new InvalidFrameException(
          "a frame holds 1 to " + MAX_BODY + " bytes, not " + length);
    }
    return frame.takeBody(piece, (int) length) ? frame.finish() : null;
  }

  /// How many bytes it keeps for a frame that is not complete.
  public int held() {
    return frame.held();
  }

  /// Whether an end of the stream now would be within a frame.
  public boolean midFrame() {
    return frame.begun();
  }
}
