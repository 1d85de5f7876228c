package dev.alknet.runtime.script;

import java.util.HashSet;
import java.util.Optional;

/// An expression without anything unusual: names, members, calls, `await`, literals of numbers, strings,
/// lists and objects, the operators of arithmetic and logic, and arrow functions that consist of one
/// expression; on one line, of ASCII characters outside strings, without escapes.
///
/// What is recognized here is JavaScript for sure (ECMA-262, 2025: clause 13), also between parentheses
/// and in an async function; what is not may be JavaScript all the same. `end` is where it ends in the
/// text, `awaits` tells whether it awaits something itself.
record PlainExpression(int end, boolean awaits) {
  private static final int DEEPEST = 40;

  /// The one that begins at `from`, if it is one; spaces may come first.
  static Optional<PlainExpression> at(String code, int from) {
    var tokens = new PlainTokens(code, from);
    var reading = new Reading(tokens);
    return reading.expression()
        ? Optional.of(new PlainExpression(tokens.place(), reading.awaits))
        : Optional.empty();
  }

  /// Reads from left to right. Every method that answers `true` has read what it is named by; after a
  /// `false` nothing more is read.
  private static final class Reading {
    private final PlainTokens tokens;
    private int depth;
    private int functions;
    private boolean awaits;

    Reading(PlainTokens tokens) {
      this.tokens = tokens;
    }

    boolean expression() {
      return arrow() ? inFunction() : operands();
    }

    private boolean inFunction() {
      var fine = ++depth <= DEEPEST && tokens.next() != '{';
      functions++;
      fine = fine && expression();
      functions--;
      depth--;
      return fine;
    }

    /// `x =>` or `(x, y) =>`; what is something else is read again, as that.
    private boolean arrow() {
      var begun = tokens.place();
      if (parameters() && tokens.take("=>")) {
        return true;
      }
      tokens.back(begun);
      return false;
    }

    private boolean parameters() {
      if (!tokens.take('(')) {
        return !tokens.name().isEmpty();
      }
      var names = new HashSet<String>();
      while (tokens.next() != ')') {
        var name = tokens.name();
        if (name.isEmpty() || !names.add(name) || !separated(')')) {
          return false;
        }
      }
      return tokens.take(')');
    }

    private boolean operands() {
      while (operand()) {
        if (!tokens.operator()) {
          return true;
        }
      }
      return false;
    }

    private boolean operand() {
      var fine = ++depth <= DEEPEST && signed();
      depth--;
      return fine;
    }

    private boolean signed() {
      if (tokens.next() == '!' || tokens.next() == '-' || tokens.next() == '+') {
        return tokens.sign() && operand();
      }
      var begun = tokens.place();
      if (tokens.word().equals("await")) {
        awaits = true;
        return functions == 0 && operand();
      }
      tokens.back(begun);
      return primary() && rest();
    }

    private boolean primary() {
      return switch (tokens.next()) {
        case '(' -> tokens.take('(') && expression() && tokens.take(')');
        case '[' -> tokens.take('[') && items(']');
        case '{' -> tokens.take('{') && properties();
        case '\'', '"' -> tokens.string();
        default -> tokens.number() || tokens.value();
      };
    }

    /// What is done with a value: members and calls.
    private boolean rest() {
      var fine = true;
      var more = true;
      while (fine && more) {
        switch (tokens.next()) {
          case '(' -> fine = tokens.take('(') && items(')');
          case '[' -> fine = tokens.take('[') && expression() && tokens.take(']');
          case '.' -> fine = tokens.take('.') && !tokens.word().isEmpty();
          default -> more = false;
        }
      }
      return fine;
    }

    private boolean items(char end) {
      while (tokens.next() != end) {
        var _ = tokens.take("...");
        if (!expression() || !separated(end)) {
          return false;
        }
      }
      return tokens.take(end);
    }

    private boolean properties() {
      while (tokens.next() != '}') {
        var fine = tokens.take("...") ? expression() : property();
        if (!fine || !separated('}')) {
          return false;
        }
      }
      return tokens.take('}');
    }

    /// `name: value`, `'name': value`, or a name alone, which stands for what is called so.
    private boolean property() {
      var begun = tokens.place();
      var quoted = tokens.quote();
      var word = quoted ? "" : tokens.word();
      if (quoted ? !tokens.string() : word.isEmpty()) {
        return false;
      }
      if (tokens.next() == ':') { // of the key named here there may be one only
        return !tokens.since(begun).contains("__proto__") && tokens.take(':') && expression();
      }
      return !quoted && PlainTokens.nameable(word);
    }

    /// A comma, or what ends the list.
    private boolean separated(char end) {
      return tokens.next() == end || tokens.take(',');
    }
  }
}
