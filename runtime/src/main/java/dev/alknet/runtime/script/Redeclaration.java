package dev.alknet.runtime.script;

import java.util.Set;
import java.util.regex.Pattern;

/// What a line has declared can be declared again by a later one, as whoever brings back an input to change it
/// expects: at the top of a line `const` and `let` become `var`, in as many characters.
final class Redeclaration {
  /// What every session begins with and nobody may change; to declare it must fail.
  private static final Set<String> FIXED =
      Set.of("env", "ops", "console", "sleep", "CallError", "undefined", "NaN", "Infinity");

  private static final int LONGEST = 1 << 15;

  /// One of them that is declared, perhaps, or stands for itself.
  private static final Pattern HELD =
      Pattern.compile("(?<![\\w$.])(?:" + String.join("|", FIXED) + ")(?![\\w$])(?!\\s*[.(])");
  private static final Pattern FIRST = Pattern
      .compile(
          "(\\s*)(const(?=\\s+[\\p{L}_$\\[{])|let(?=\\s+(?:[\\p{L}_$][\\p{L}\\w$]*\\s*=(?![=>])|[\\[{])))");
  private static final Pattern DECLARATION =
      Pattern.compile("(?<![\\w$.])(?:const|let|class)(?=\\s+[\\p{L}_$\\[{])");

  private Redeclaration() {}

  /// Whether a session itself holds this name.
  static boolean fixed(String name) {
    return FIXED.contains(name);
  }

  /// The line with a `var` in place of what it begins with, if that is a declaration which means the same
  /// then: a `let` without a value sets its name to `undefined`.
  static String first(String code) {
    var first = FIRST.matcher(code);
    if (!first.lookingAt() || HELD.matcher(code).find()) {
      return code;
    }
    var keyword = first.group(2);
    return keyword.equals("let") && stands(code, first.end(), ",")
        ? code
        : first.group(1) + "var" + " ".repeat(keyword.length() - 3) + code.substring(first.end());
  }

  /// Whether it seems to declare something at its top. Brackets and quotes in regular expressions count too:
  /// who is misled by them parses for nothing, or leaves a declaration alone. What was pasted and is long is
  /// left alone.
  static boolean declares(String code) {
    return code.length() <= LONGEST && stands(code, 0, "cl");
  }

  /// Whether one of these signs, or the declaration that begins with one of these letters, stands in no
  /// brackets, string or comment.
  private static boolean stands(String code, int from, String signs) {
    var declaration = DECLARATION.matcher(code).useTransparentBounds(true);
    var depth = 0;
    for (int i = from; i < code.length(); i++) {
      var sign = code.charAt(i);
      switch (sign) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case '\'', '"', '`' -> i = stringEnd(code, i);
        case '/' -> i = commentEnd(code, i);
        default -> {
          if (depth == 0 && signs.indexOf(sign) >= 0
              && (sign == ',' || declaration.region(i, code.length()).lookingAt())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int stringEnd(String code, int from) {
    var i = from + 1;
    while (i < code.length() && code.charAt(i) != code.charAt(from)) {
      i += code.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  /// Where it stands itself when no comment begins there.
  private static int commentEnd(String code, int from) {
    var line = code.startsWith("//", from);
    if (!line && !code.startsWith("/*", from)) {
      return from;
    }
    var end = code.indexOf(line ? "\n" : "*/", from + 2);
    return end < 0 ? code.length() : end;
  }
}
