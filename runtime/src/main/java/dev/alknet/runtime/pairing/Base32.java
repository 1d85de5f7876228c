package dev.alknet.runtime.pairing;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// Bytes as letters and digits that survive being read aloud, typed in capitals and put into a QR
/// code: base32 without padding, in small letters. Source: RFC 4648 §6.
final class Base32 {
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private Base32() {}

  static String encode(byte[] bytes) {
    var text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (var one : bytes) {
      held = (held << Byte.SIZE) | Byte.toUnsignedInt(one);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(DIGITS.charAt(held >>> bits & MASK));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(DIGITS.charAt(held << (BITS - bits) & MASK));
    }
    return text.toString();
  }

  /// Takes capitals too. Throws [IllegalArgumentException] at any other character.
  static byte[] decode(String text) {
    var bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (var letter : text.toLowerCase(Locale.ROOT).toCharArray()) {
      var digit = DIGITS.indexOf(letter);
      if (digit < 0) {
        throw new IllegalArgumentException("a character that does not belong there: '" + letter
            + "'");
      }
      held = (held << BITS) | digit;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes.write(held >>> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
