package dev.alknet.runtime.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Puts a header of known size and the body it announces together, from pieces of any size.
///
/// An announcement costs nothing: memory grows as bytes arrive. What lies in a piece as a whole is
/// copied once.
final class Assembly {
  private static final int FIRST_ROOM = 64 << 10;
  private static final byte[] NOTHING = {};

  private final int headerSize;
  private int headerBytes;
  private long header;
  private int length;
  private int filled;
  private byte[] body = NOTHING;

  Assembly(int headerSize) {
    this.headerSize = headerSize;
  }

  /// Takes what it needs for the header; whether that is complete.
  boolean takeHeader(ByteBuffer piece) {
    while (headerBytes < headerSize && piece.hasRemaining()) {
      header = (header << Byte.SIZE) | (piece.get() & 0xFF);
      headerBytes++;
    }
    return headerBytes == headerSize;
  }

  /// The header as one unsigned number, big end first.
  long header() {
    return header;
  }

  /// Takes what it needs for a body of `size` bytes; whether that is complete.
  boolean takeBody(ByteBuffer piece, int size) {
    length = size;
    int taken = Math.min(length - filled, piece.remaining());
    room(filled + taken);
    piece.get(body, filled, taken);
    filled += taken;
    return filled == length;
  }

  /// The complete body; after this it waits for the next header.
  byte[] finish() {
    var complete = body;
    headerBytes = 0;
    header = 0;
    filled = 0;
    body = NOTHING;
    return complete;
  }

  /// How many bytes it keeps for what is not complete.
  int held() {
    return body.length;
  }

  /// Whether it has begun something that is not complete.
  boolean begun() {
    return headerBytes > 0;
  }

  private void room(int needed) {
    if (needed > body.length) {
      int roomy = Math.max(FIRST_ROOM, 2 * body.length);
      body = Arrays.copyOf(body, needed == length ? needed : Math.clamp(roomy, needed, length));
    }
  }
}
