package dev.alknet.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One input, cut into the pieces in which a transport may deliver it.
///
/// The first byte says how long the pieces are, 0 that there is only one; the rest is what comes in.
final class Pieces {
  private Pieces() {}

  static List<ByteBuffer> of(byte[] input) {
    var pieces = new ArrayList<ByteBuffer>();
    int length = input.length == 0 || input[0] == 0 ? input.length : input[0] & 0xFF;
    for (int from = 1; from < input.length; from += length) {
      pieces.add(ByteBuffer.wrap(input, from, Math.min(length, input.length - from)));
    }
    return pieces;
  }

  /// The same input in one piece.
  static List<ByteBuffer> whole(byte[] input) {
    return input.length == 0 ? List.of() : List.of(ByteBuffer.wrap(input, 1, input.length - 1));
  }
}
