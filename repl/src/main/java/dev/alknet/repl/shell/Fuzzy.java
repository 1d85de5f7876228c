package dev.alknet.repl.shell;

import java.util.Locale;

/// How well a name fits what somebody has typed of it.
final class Fuzzy {
  /// It does not fit at all.
  static final int NONE = -1;

  private static final int PREFIX = 1000;
  private static final int PART = 500;
  private static final int WORD_START = 20;
  private static final int NEXT = 10;

  private Fuzzy() {}

  /// The letters and digits of a name, one bit each; what is typed fits only where all its bits are.
  static long mask(String text) {
    long mask = 0;
    for (int i = 0; i < text.length(); i++) {
      mask |= 1L << (Character.toLowerCase(text.charAt(i)) & 63);
    }
    return mask;
  }

  /// The higher the better, [#NONE] when the characters of `typed` do not all come in `name` in their
  /// order. A beginning is best, then a part, then characters that begin words or stand together.
  static int score(String typed, String name) {
    return score(typed.toLowerCase(Locale.ROOT), name, name.toLowerCase(Locale.ROOT));
  }

  /// The same for what has been made lower case already: what is wanted, and the name `here`.
  static int score(String wanted, String name, String here) {
    if (wanted.isEmpty()) {
      return 0;
    }
    if (here.startsWith(wanted)) {
      return PREFIX - name.length();
    }
    var part = here.indexOf(wanted);
    if (part >= 0) {
      return PART + (wordStart(name, part) ? WORD_START : 0) - name.length();
    }
    int score = 0;
    int at = -1;
    for (int i = 0; i < wanted.length(); i++) {
      var next = here.indexOf(wanted.charAt(i), at + 1);
      if (next < 0) {
        return NONE;
      }
      score += next == at + 1 ? NEXT : wordStart(name, next) ? WORD_START : 0;
      at = next;
    }
    return Math.clamp(score + 100 - name.length(), 0, PART / 2 - 1);
  }

  /// Of names with these scores only those are worth showing that fit as well as the best one does: as
  /// a beginning, as a part, or at all.
  static int least(int best) {
    return best > PREFIX / 2 + WORD_START ? PREFIX / 2 + WORD_START
        : best >= PART / 2 ? PART / 2 : 0;
  }

  private static boolean wordStart(String name, int at) {
    return at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1))
        || Character.isUpperCase(name.charAt(at));
  }
}
