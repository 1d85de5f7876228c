package dev.alknet.repl.render;

/// How many columns text takes on a screen: none for combining marks, two for CJK and emoji.
final class TextWidth {
  private static final int[][] WIDE = {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A},
      {0x23E9, 0x23EC}, {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x26AA, 0x26AB},
      {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728},
      {0x274C, 0x274C}, {0x2753, 0x2755}, {0x2795, 0x2797}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50},
      {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},
      {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F},
      {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F18E, 0x1F19A}, {0x1F200, 0x1F320},
      {0x1F32D, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF},
      {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

  private TextWidth() {}

  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(codePoint) ? 2 : 1;
    };
  }

  /// The text itself if it fits, else as much of its beginning as does, and `…`.
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    var kept = new StringBuilder();
    int used = 0;
    for (int codePoint : text.codePoints().toArray()) {
      used += of(codePoint);
      if (used > width - 1) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept.append('…').toString();
  }

  private static boolean wide(int codePoint) {
    if (codePoint < WIDE[0][0]) {
      return false;
    }
    for (var range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
