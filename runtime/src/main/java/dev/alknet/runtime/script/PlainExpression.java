package dev.alknet.runtime.script;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An expression without anything unusual: names, members, calls, `await`, literals of numbers, strings,
/// lists and objects, the operators of arithmetic and logic, and arrow functions that consist of one
/// expression; on one line, of ASCII characters outside strings, without escapes.
///
/// What is recognized here is JavaScript for sure (ECMA-262, 2025: clause 13), also between parentheses
/// and in an async function; what is not may be JavaScript all the same. `end` is where it ends in the
/// text, `awaits` tells whether it awaits something itself.
record PlainExpression(int end, boolean awaits) {
  /// Words that are no names, or not everywhere.
  private static final Set<String> WORDS =
      Set.of("await", "break", "case", "catch", "class", "const",
          "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends",
          "finally",
          "for", "function", "if", "import", "in", "instanceof", "new", "return", "super", "switch",
          "throw",
          "try", "typeof", "var", "void", "while", "with", "yield", "let", "static", "implements",
          "interface", "package", "private", "protected", "public", "async", "eval", "arguments");
  /// Words that are values, and no names either.
  private static final Set<String> VALUES = Set.of("this", "null", "true", "false");
  /// Those of several characters, longer ones first.
  private static final List<String> OPERATORS =
      List.of("===", "!==", "==", "!=", "<=", ">=", "&&", "||");
  private static final int DEEPEST = 40;

  /// The one that begins at `from`, if it is one; spaces may come first.
  static Optional<PlainExpression> at(String code, int from) {
    var reading = new Reading(code, from);
    return reading.expression()
        ? Optional.of(new PlainExpression(reading.at, reading.awaits))
        : Optional.empty();
  }

  /// Whether something may be declared by this name.
  static boolean nameable(String name) {
    return !WORDS.contains(name) && !VALUES.contains(name);
  }

  /// Reads from left to right. Every method that answers `true` has read what it is named by and the
  /// spaces behind it; after a `false` nothing more is read.
  private static final class Reading {
    private final String code;
    private int at;
    private int depth;
    private int functions;
    private boolean awaits;

    Reading(String code, int from) {
      this.code = code;
      this.at = from;
      skip(0);
    }

    boolean expression() {
      return arrow() ? inFunction() : operands();
    }

    private boolean inFunction() {
      var fine = ++depth <= DEEPEST && next() != '{';
      functions++;
      fine = fine && expression();
      functions--;
      depth--;
      return fine;
    }

    /// `x =>` or `(x, y) =>`; what is something else is read again, as that.
    private boolean arrow() {
      var begun = at;
      if (parameters() && code.startsWith("=>", at)) {
        return skip(2);
      }
      at = begun;
      return false;
    }

    private boolean parameters() {
      if (next() != '(') {
        return !name().isEmpty();
      }
      skip(1);
      var names = new HashSet<String>();
      while (next() != ')') {
        var name = name();
        if (name.isEmpty() || !names.add(name) || !separated(')')) {
          return false;
        }
      }
      return skip(1);
    }

    private boolean operands() {
      while (operand()) {
        var operator = operator();
        if (operator == 0) {
          return true;
        }
        skip(operator);
      }
      return false;
    }

    /// How long the operator is that stands here, 0 when none does.
    private int operator() {
      for (var operator : OPERATORS) {
        if (code.startsWith(operator, at)) {
          return operator.length();
        }
      }
      return "+-*%<>".indexOf(next()) >= 0 ? 1 : 0;
    }

    private boolean operand() {
      var fine = ++depth <= DEEPEST && signed();
      depth--;
      return fine;
    }

    private boolean signed() {
      var first = next();
      if (first == '!' || first == '-' || first == '+') {
        var doubled = at + 1 < code.length() && code.charAt(at + 1) == first && first != '!';
        return !doubled && !beside(first) && skip(1) && operand();
      }
      var begun = at;
      if (word().equals("await")) {
        awaits = true;
        return functions == 0 && operand();
      }
      at = begun;
      return primary() && rest();
    }

    /// Whether the same sign stands right before: `a --b` is not `a - -b`.
    private boolean beside(char sign) {
      return sign != '!' && at > 0 && code.charAt(at - 1) == sign;
    }

    private boolean primary() {
      return switch (next()) {
        case '(' -> skip(1) && expression() && next() == ')' && skip(1);
        case '[' -> skip(1) && items(']');
        case '{' -> skip(1) && properties();
        case '\'', '"' -> string();
        default -> digit(next()) ? number() : value();
      };
    }

    private boolean value() {
      var word = word();
      return !word.isEmpty() && (VALUES.contains(word) || nameable(word));
    }

    /// What is done with a value: members and calls.
    private boolean rest() {
      while (true) {
        switch (next()) {
          case '(' -> {
            if (!(skip(1) && items(')'))) {
              return false;
            }
          }
          case '[' -> {
            if (!(skip(1) && expression() && next() == ']' && skip(1))) {
              return false;
            }
          }
          case '.' -> {
            if (!skip(1) || word().isEmpty()) {
              return false;
            }
          }
          default -> {
            return true;
          }
        }
      }
    }

    private boolean items(char end) {
      while (next() != end) {
        if (code.startsWith("...", at)) {
          skip(3);
        }
        if (!expression() || !separated(end)) {
          return false;
        }
      }
      return skip(1);
    }

    private boolean properties() {
      while (next() != '}') {
        var fine = code.startsWith("...", at) ? skip(3) && expression() : property();
        if (!fine || !separated('}')) {
          return false;
        }
      }
      return skip(1);
    }

    /// `name: value`, `'name': value`, or a name alone, which stands for what is called so.
    private boolean property() {
      var begun = at;
      var quoted = quote();
      var word = quoted ? "" : word();
      if (quoted ? !string() : word.isEmpty()) {
        return false;
      }
      if (next() == ':') { // of the key named here there may be one only
        return !code.substring(begun, at).contains("__proto__") && skip(1) && expression();
      }
      return !quoted && nameable(word);
    }

    private boolean quote() {
      return next() == '\'' || next() == '"';
    }

    private boolean string() {
      var quote = next();
      for (int i = at + 1; i < code.length(); i++) {
        var c = code.charAt(i);
        if (c == quote) {
          return skip(i + 1 - at);
        }
        if (c == '\\' || c == '\n' || c == '\r') {
          return false;
        }
      }
      return false;
    }

    /// In decimal digits, with a fraction perhaps.
    private boolean number() {
      var i = digits(at);
      var octal = next() == '0' && i - at > 1;
      if (i + 1 < code.length() && code.charAt(i) == '.') {
        i = digits(i + 1);
      }
      var more = i < code.length() && (begins(code.charAt(i)) || code.charAt(i) == '.');
      return !more && !octal && code.charAt(i - 1) != '.' && skip(i - at);
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

    private String name() {
      var word = word();
      return nameable(word) ? word : "";
    }

    private String word() {
      var i = at;
      while (i < code.length() && (begins(code.charAt(i)) || (i > at && digit(code.charAt(i))))) {
        i++;
      }
      var word = code.substring(at, i);
      skip(i - at);
      return word;
    }

    private static boolean begins(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    /// A comma, or what ends the list.
    private boolean separated(char end) {
      return next() == end || (next() == ',' && skip(1));
    }

    private char next() {
      return at < code.length() ? code.charAt(at) : 0;
    }

    private boolean skip(int length) {
      at += length;
      while (next() == ' ' || next() == '\t') {
        at++;
      }
      return true;
    }
  }
}
