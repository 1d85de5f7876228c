package dev.alknet.tests.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A piece of bulk data that is JSON text as well and like no other piece.
final class Piece {
  private Piece() {}

  /// Piece `number` of so many bytes.
  static byte[] text(long number, int length) {
    var piece = new byte[length];
    Arrays.fill(piece, (byte) ('a' + number % 26));
    var head = "\"%016x".formatted(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, piece, 0, head.length);
    piece[length - 1] = '"';
    return piece;
  }
}
