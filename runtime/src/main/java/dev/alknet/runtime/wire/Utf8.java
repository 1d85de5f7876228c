package dev.alknet.runtime.wire;

/// Which bytes are UTF-8: the shortest form of each character, and no surrogates (RFC 3629 §4).
final class Utf8 {
  private Utf8() {}

  /// Where the character ends whose first byte, above ASCII, is at `at`; -1 when it is not valid.
  static int end(byte[] text, int at) {
    int first = text[at] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return following(text, at, 1);
    }
    int second = at + 1 < text.length ? text[at + 1] & 0xFF : 0;
    boolean valid = switch (first) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second <= 0x9F;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second <= 0x8F;
      default -> first >= 0xE1 && first <= 0xF3;
    };
    return valid ? following(text, at, first < 0xF0 ? 2 : 3) : -1;
  }

  private static int following(byte[] text, int at, int count) {
    int end = at + 1 + count;
    if (end > text.length) {
      return -1;
    }
    for (int i = at + 1; i < end; i++) {
      if ((text[i] & 0xC0) != 0x80) {
        return -1;
      }
    }
    return end;
  }
}
