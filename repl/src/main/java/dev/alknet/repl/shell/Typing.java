package dev.alknet.repl.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A beginning of JavaScript up to the cursor: which brackets are open there, and which string.
///
/// It reads tokens, not grammar; what it cannot tell it takes for plain text.
record Typing(String text, List<Frame> frames, @Nullable Quote quote) {
  private static final String BEFORE_REGEX = "(,=:[!&|?{};+-*%<>~^";

  /// A bracket that is open at the cursor. `start` is where it stands; `commas` how many have passed
  /// in it; `firstText` the string that was its first item, `key` the name before the last colon,
  /// empty while a name is expected; `keys` the names that stand in it already.
  record Frame(char bracket, int start, int commas, String firstText, String key,
      List<String> keys) {
    Frame {
      keys = List.copyOf(keys);
    }

    private Frame comma() {
      return new Frame(bracket, start, commas + 1, firstText, "", keys);
    }

    private Frame text(String content) {
      return commas == 0 && firstText.isEmpty() && bracket == '('
          ? new Frame(bracket, start, commas, content, key, keys)
          : this;
    }

    private Frame colon(String name) {
      if (!key.isEmpty() || name.isEmpty()) {
        return this;
      }
      var more = new ArrayList<>(keys);
      more.add(name);
      return new Frame(bracket, start, commas, firstText, name, more);
    }
  }

  /// An open string: the quote, and where its content begins.
  record Quote(char mark, int start) {}

  Typing {
    frames = List.copyOf(frames);
  }

  static Typing of(String text) {
    return new Reading(text).read();
  }

  /// The innermost open bracket; absent at the top.
  @Nullable
  Frame innermost() {
    return frames.isEmpty() ? null : frames.getLast();
  }

  private static final class Reading {
    private final String text;
    private final Deque<Frame> open = new ArrayDeque<>();
    private int at;
    private char before = '(';
    private String word = "";

    Reading(String text) {
      this.text = text;
    }

    Typing read() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
          int end = closing(c, at + 1);
          if (end < 0) {
            return new Typing(text, frames(), new Quote(c, at + 1));
          }
          string(text.substring(at + 1, end));
          at = end + 1;
          before = c;
        } else if (c == '/' && skipped()) {
          before = ' ';
        } else {
          token(c);
        }
      }
      return new Typing(text, frames(), null);
    }

    private void token(char c) {
      if (Character.isJavaIdentifierPart(c)) {
        int begin = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
          at++;
        }
        word = text.substring(begin, at);
        before = 'a';
        return;
      }
      switch (c) {
        case '(', '[', '{' -> open.addLast(new Frame(c, at, 0, "", "", List.of()));
        case ')', ']', '}' -> open.pollLast();
        case ',' -> change(open.pollLast(), Frame::comma);
        case ':' -> change(open.pollLast(), frame -> frame.colon(word));
        default -> {
        }
      }
      if (!Character.isWhitespace(c)) {
        before = c;
        word = "";
      }
      at++;
    }

    private void string(String content) {
      word = content;
      change(open.pollLast(), frame -> frame.text(content));
    }

    private void change(@Nullable Frame frame, java.util.function.UnaryOperator<Frame> change) {
      if (frame != null) {
        open.addLast(change.apply(frame));
      }
    }

    /// Goes behind a comment or a regular expression that begins here; false when it is neither.
    private boolean skipped() {
      int end;
      if (text.startsWith("//", at)) {
        end = text.indexOf('\n', at);
      } else if (text.startsWith("/*", at)) {
        end = text.indexOf("*/", at + 2) + 1;
        end = end == 0 ? -1 : end;
      } else if (BEFORE_REGEX.indexOf(before) >= 0) {
        end = closing('/', at + 1);
      } else {
        return false;
      }
      at = end < 0 ? text.length() : end + 1;
      return true;
    }

    private int closing(char mark, int from) {
      for (int i = from; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == mark) {
          return i;
        } else if (c == '\n' && mark != '`') {
          return -1;
        }
      }
      return -1;
    }

    private List<Frame> frames() {
      return List.copyOf(open);
    }
  }
}
