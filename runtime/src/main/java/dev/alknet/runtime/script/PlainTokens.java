package dev.alknet.runtime.script;

import java.util.List;
import java.util.Set;

/// The words and signs of a line, for [PlainExpression]: a place in it that moves to the right. What `true`
/// is answered for, or a word that is not empty, has been read, with the spaces behind it.
final class PlainTokens {
  /// Words that are no names, or not everywhere.
  private static final Set<String> WORDS = Set.of("await", "break", "case", "catch", "class",
      "const",
      "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends",
      "finally", "for", "function", "if", "import", "in", "instanceof", "new", "return", "super",
      "switch", "throw", "try", "typeof", "var", "void", "while", "with", "yield", "let", "static",
      "implements", "interface", "package", "private", "protected", "public", "async", "eval",
      "arguments");
  /// Words that are values, and no names either.
  private static final Set<String> VALUES = Set.of("this", "null", "true", "false");
  /// Longer ones before those that they begin with.
  private static final List<String> OPERATORS = List.of("===", "!==", "==", "!=", "<=", ">=", "&&",
      "||", "+", "-", "*", "%", "<", ">");

  private final String code;
  private int at;

  PlainTokens(String code, int from) {
    this.code = code;
    this.at = from;
    pass(0);
  }

  /// Whether something may be declared by this name.
  static boolean nameable(String name) {
    return !WORDS.contains(name) && !VALUES.contains(name);
  }

  int place() {
    return at;
  }

  /// Reads on from a place where it was before.
  void back(int place) {
    at = place;
  }

  /// What was read since then.
  String since(int place) {
    return code.substring(place, at);
  }

  /// The next character; 0 at the end.
  char next() {
    return at < code.length() ? code.charAt(at) : 0;
  }

  boolean take(char sign) {
    return next() == sign && pass(1);
  }

  boolean take(String sign) {
    return code.startsWith(sign, at) && pass(sign.length());
  }

  /// An operator between two values.
  boolean operator() {
    return OPERATORS.stream().anyMatch(this::take);
  }

  /// `!`, `-` or `+` before a value. Not where the same sign stands right beside it: `a --b` is not `a - -b`.
  boolean sign() {
    var sign = next();
    var beside = (at > 0 && code.charAt(at - 1) == sign)
        || (at + 1 < code.length() && code.charAt(at + 1) == sign);
    return (sign == '!' || !beside) && pass(1);
  }

  /// A word that something may be named by; empty where none stands.
  String name() {
    var word = word();
    return nameable(word) ? word : "";
  }

  /// A name, or a word such as `true`.
  boolean value() {
    var word = word();
    return !word.isEmpty() && (VALUES.contains(word) || nameable(word));
  }

  /// Empty where none stands.
  String word() {
    var i = at;
    while (i < code.length() && (begins(code.charAt(i)) || (i > at && digit(code.charAt(i))))) {
      i++;
    }
    var word = code.substring(at, i);
    pass(i - at);
    return word;
  }

  /// Whether a string begins here.
  boolean quote() {
    return next() == '\'' || next() == '"';
  }

  boolean string() {
    var quote = next();
    for (int i = at + 1; i < code.length(); i++) {
      var c = code.charAt(i);
      if (c == quote) {
        return pass(i + 1 - at);
      }
      if (c == '\\' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return false;
  }

  /// In decimal digits, with a fraction perhaps.
  boolean number() {
    if (!digit(next())) {
      return false;
    }
    var i = digits(at);
    var octal = next() == '0' && i - at > 1;
    if (i + 1 < code.length() && code.charAt(i) == '.') {
      i = digits(i + 1);
    }
    var more = i < code.length() && (begins(code.charAt(i)) || code.charAt(i) == '.');
    return !more && !octal && code.charAt(i - 1) != '.' && pass(i - at);
  }

  private int digits(int from) {
    var i = from;
    while (i < code.length() && digit(code.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean begins(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  private boolean pass(int length) {
    at += length;
    while (next() == ' ' || next() == '\t') {
      at++;
    }
    return true;
  }
}
