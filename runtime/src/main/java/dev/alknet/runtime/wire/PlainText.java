package dev.alknet.runtime.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bytes of a JSON string that mean themselves: ASCII without control characters, quote and
/// backslash. Nearly all of what goes over the wire, hence looked at eight bytes at a time.
final class PlainText {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long TOP = EACH << 7;

  private PlainText() {}

  /// Whether this byte means itself.
  static boolean plain(int b) {
    return b >= 0x20 && b < 0x80 && b != '"' && b != '\\';
  }

  /// Where the plain bytes that begin at `from` end; at most `to`.
  static int end(byte[] text, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long special = special((long) EIGHT_BYTES.get(text, at));
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (at < to && plain(text[at])) {
      at++;
    }
    return at;
  }

  /// Has the top bit of each byte set that is special. Borrowing may set one too many above that,
  /// so only the lowest is to be relied on.
  private static long special(long bytes) {
    return TOP & (bytes | (bytes - ' ' * EACH) | zeroes(bytes ^ '"' * EACH)
        | zeroes(bytes ^ '\\' * EACH));
  }

  private static long zeroes(long bytes) {
    return (bytes - EACH) & ~bytes;
  }
}
