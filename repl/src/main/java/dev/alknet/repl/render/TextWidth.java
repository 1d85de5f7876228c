package dev.alknet.repl.render;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How many columns text takes on a screen: none for combining marks, two for CJK and emoji.
///
/// What a reader takes for one character is counted once, as terminals do that know such clusters (the
/// line reader's library counts the same): a flag, a joined emoji and one with a skin tone are two columns.
/// Terminals that do not know them show their parts beside each other.
final class TextWidth {
  private static final int[][] WIDE = {{0x1100, 0x115F}, {0x2329, 0x232A}, {0x2E80, 0x303E},
      {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19},
      {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18D08}, {0x1AFF0, 0x1B2FB},
      {0x1F200, 0x1F265}, {0x20000, 0x3FFFD}};
  private static final Predicate<String> PLAIN =
      Pattern.compile("[\\x00-\\u02ff…]*").asMatchPredicate();
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final int AS_TEXT = 0xFE0E;
  private static final int AS_EMOJI = 0xFE0F;

  private TextWidth() {}

  static int of(String text) {
    return PLAIN.test(text) ? text.length() : clusters(text).mapToInt(TextWidth::ofCluster).sum();
  }

  /// The text itself if it fits, else as much of its beginning as does, and `…`.
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    var kept = new StringBuilder();
    int used = 0;
    for (var cluster : clusters(text).toList()) {
      used += ofCluster(cluster);
      if (used > width - 1) {
        break;
      }
      kept.append(cluster);
    }
    return kept.append('…').toString();
  }

  /// What stands from this column on, after `…` when something stands before it; no wider than `width`.
  static String part(String text, int from, int width) {
    if (from == 0) {
      return cut(text, width);
    }
    var rest = new StringBuilder();
    int used = 0;
    int gap = 0;
    for (var cluster : clusters(text).toList()) {
      if (used > from) {
        rest.append(cluster);
      } else {
        used += ofCluster(cluster);
        gap = used - from - 1; // half of what is wide
      }
    }
    return used <= from ? "" : "…" + " ".repeat(gap) + cut(rest.toString(), width - 1 - gap);
  }

  private static Stream<String> clusters(String text) {
    return CLUSTER.matcher(text).results().map(found -> found.group());
  }

  /// Its first character decides, unless a selector says how that is shown.
  private static int ofCluster(String cluster) {
    var selector = cluster.codePoints().skip(1).filter(next -> next == AS_TEXT || next == AS_EMOJI);
    return switch (selector.findFirst().orElse(0)) {
      case AS_TEXT -> 1;
      case AS_EMOJI -> 2;
      default -> ofCharacter(cluster.codePointAt(0));
    };
  }

  private static int ofCharacter(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(codePoint) ? 2 : 1;
    };
  }

  private static boolean wide(int codePoint) {
    for (var range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return Character.isEmojiPresentation(codePoint);
  }
}
