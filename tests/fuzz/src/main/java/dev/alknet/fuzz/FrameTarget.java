package dev.alknet.fuzz;

import dev.alknet.runtime.wire.FrameDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The frame decoder: how the input is cut into pieces makes no difference (C04, C06).
public final class FrameTarget {
  private FrameTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var whole = Memory.bounded(input, () -> decode(Pieces.whole(input)));
    var pieces = decode(Pieces.of(input));

    if (!whole.equals(pieces)) {
      throw new AssertionError("whole " + whole + ", in pieces " + pieces);
    }
  }

  /// The bodies, and how it ended.
  private static List<String> decode(List<ByteBuffer> pieces) {
    var frames = new FrameDecoder();
    var found = new ArrayList<String>();
    try {
      for (var piece : pieces) {
        for (var body = frames.next(piece); body != null; body = frames.next(piece)) {
          found.add(body.length + " " + Arrays.hashCode(body));
        }
      }
      found.add("within a frame: " + frames.midFrame());
    } catch (InvalidFrameException e) {
      found.add(String.valueOf(e.getMessage()));
    }
    return found;
  }
}
