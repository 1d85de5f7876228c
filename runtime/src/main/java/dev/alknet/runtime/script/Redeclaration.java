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

  private static final Pattern FIRST = Pattern.compile(
      "(\\s*)(?:const|let)(?=\\s+(?!(?:in|of|instanceof)\\b)([A-Za-z_$\\[{][^=]*))");
  private static final Pattern WORD = Pattern.compile("[\\w$]+");
  private static final Pattern DECLARATION =
      Pattern.compile("(?<![\\w$.])(?:const|let|class)(?=\\s+[A-Za-z_$\\[{])");

  private Redeclaration() {}

  /// Whether a session itself holds this name.
  static boolean fixed(String name) {
    return FIXED.contains(name);
  }

  /// The line with a `var` in place of what it begins with, if it begins with a declaration.
  static String first(String code) {
    var first = FIRST.matcher(code);
    if (!first.lookingAt()
        || WORD.matcher(first.group(2)).results().anyMatch(word -> fixed(word.group()))) {
      return code;
    }
    var keyword = first.end() - first.end(1);
    return first.group(1) + "var" + " ".repeat(keyword - 3) + code.substring(first.end());
  }

  /// Whether it seems to declare something at its top behind what it begins with. Brackets and quotes in
  /// regular expressions count too: who is misled by them parses for nothing, or leaves a declaration alone.
  /// What was pasted and is long is left alone.
  static boolean more(String code) {
    if (code.length() > LONGEST) {
      return false;
    }
    var declaration = DECLARATION.matcher(code).useTransparentBounds(true);
    var depth = 0;
    for (int i = 0; i < code.length(); i++) {
      switch (code.charAt(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case '\'', '"', '`' -> i = stringEnd(code, i);
        case '/' -> i = commentEnd(code, i);
        case 'c', 'l' -> {
          if (depth == 0 && declaration.region(i, code.length()).lookingAt()) {
            return true;
          }
        }
        default -> {
        } // nothing that matters
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
