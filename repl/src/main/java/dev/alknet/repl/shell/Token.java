package dev.alknet.repl.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// A token of JavaScript from `start` up to `end`; one that is not `closed` goes on behind the text.
///
/// Read without grammar: whether a slash divides is told by what stands before it.
record Token(Kind kind, int start, int end, boolean closed) {
  /// A longer text is not taken apart at each key, or wherever else somebody waits.
  static final int LONGEST = 4000;

  /// Words that may not be names, and those that are more than names where they stand.
  static final Set<String> KEYWORDS = Set.of("async", "await", "break", "case", "catch", "class",
      "const", "continue", "debugger", "default", "delete", "do", "else", "export", "extends",
      "finally", "for", "function", "if", "import", "in", "instanceof", "let", "new", "of",
      "return", "static", "super", "switch", "this", "throw", "try", "typeof", "var", "void",
      "while", "with", "yield");

  /// Words that an expression follows, which may begin with a regular expression.
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of("await", "case", "delete", "do", "else", "in", "instanceof", "new", "return", "throw",
          "typeof", "void", "yield");
  private static final String BEFORE_REGEXP = "(,=:[!&|?{};+-*%<>~^";

  /// As in the lexical grammar of ECMA-262; a template without substitutions is a string, and marks are
  /// punctuators of one character.
  enum Kind {
    WORD, NUMBER, STRING, TEMPLATE_HEAD, TEMPLATE_MIDDLE, TEMPLATE_TAIL, REGEXP, COMMENT, MARK
  }

  /// All of this text but the spaces.
  static List<Token> of(String text) {
    return new Reading(text).read();
  }

  /// Where the content of a text ends that begins behind its first character; `start` for what is no text.
  int content() {
    return switch (kind) {
      case STRING, TEMPLATE_TAIL -> closed ? end - 1 : end;
      case TEMPLATE_HEAD, TEMPLATE_MIDDLE -> end - 2;
      case WORD, NUMBER, REGEXP, COMMENT, MARK -> start;
    };
  }

  /// The content of a text, without what it stands between.
  String content(String text) {
    return text.substring(start + 1, content());
  }

  String in(String text) {
    return text.substring(start, end);
  }

  private static final class Reading {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Integer> templates = new ArrayDeque<>();
    private boolean divides;
    private int braces;
    private int at;

    Reading(String text) {
      this.text = text;
    }

    List<Token> read() {
      while (at < text.length()) {
        next(text.charAt(at));
      }
      return List.copyOf(tokens);
    }

    private void next(char c) {
      if (c == '\'' || c == '"') {
        var end = closing(c);
        add(Kind.STRING, end, end > 0);
      } else if (c == '`') {
        template(Kind.STRING, Kind.TEMPLATE_HEAD);
      } else if (c == '}' && !templates.isEmpty() && templates.getLast() == braces) {
        templates.removeLast();
        template(Kind.TEMPLATE_TAIL, Kind.TEMPLATE_MIDDLE);
      } else if (text.startsWith("//", at)) {
        var end = text.indexOf('\n', at);
        add(Kind.COMMENT, end, end > 0);
      } else if (text.startsWith("/*", at)) {
        var end = text.indexOf("*/", at + 2) + 2;
        add(Kind.COMMENT, end < 2 ? -1 : end, end >= 2);
      } else if (c == '/' && !divides) {
        regexp();
      } else if (Character.isJavaIdentifierPart(c)) {
        word();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        mark(c);
      }
    }

    /// A slash in a class of characters is one of those.
    private void regexp() {
      var inClass = false;
      for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '/' && !inClass) {
          add(Kind.REGEXP, wordEnd(i + 1), true);
          return;
        } else {
          inClass = c == '[' || (inClass && c != ']');
        }
      }
      add(Kind.REGEXP, -1, false);
    }

    private int wordEnd(int from) {
      int end = from;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      return end;
    }

    private void word() {
      var number = Character.isDigit(text.charAt(at));
      int end = wordEnd(at);
      while (number && text.startsWith(".", end)) {
        end = wordEnd(end + 1);
      }
      var member = text.startsWith(".", at - 1) && !text.startsWith("..", at - 2);
      var begins = !member && BEFORE_EXPRESSION.contains(text.substring(at, end));
      add(number ? Kind.NUMBER : Kind.WORD, end, true);
      divides = !begins;
    }

    private void mark(char c) {
      if (c == '{') {
        braces++;
      } else if (c == '}') {
        braces--;
      }
      add(Kind.MARK, at + 1, true);
      divides = BEFORE_REGEXP.indexOf(c) < 0;
    }

    /// From a backtick, or from the brace behind a substitution: to the end, or to the next one.
    private void template(Kind whole, Kind substituted) {
      for (int i = at + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '`') {
          add(whole, i + 1, true);
          return;
        } else if (text.startsWith("${", i)) {
          templates.addLast(braces);
          add(substituted, i + 2, true);
          divides = false;
          return;
        }
      }
      add(whole, -1, false);
    }

    /// Behind this mark, or -1 when it is not closed on its line.
    private int closing(char mark) {
      for (int i = at + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == mark) {
          return i + 1;
        } else if (c == '\n') {
          return -1;
        }
      }
      return -1;
    }

    private void add(Kind kind, int end, boolean closed) {
      var last = end < 0 ? text.length() : end;
      tokens.add(new Token(kind, at, last, closed));
      at = last;
      divides |= kind != Kind.COMMENT;
    }
  }
}
