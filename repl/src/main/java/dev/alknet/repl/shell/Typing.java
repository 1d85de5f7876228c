package dev.alknet.repl.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A beginning of JavaScript up to the cursor: which brackets are open there, and which string.
record Typing(String text, List<Frame> frames, @Nullable Quote quote) {
  /// The bracket of a substitution in a template.
  static final char SUBSTITUTION = '$';

  /// A bracket that is open at the cursor. `start` is where it stands; `commas` how many have passed
  /// in it; `firstText` the string that was its first item, `key` the name before the last colon,
  /// empty while a name is expected; `keys` the names that stand in it already.
  record Frame(char bracket, int start, int commas, String firstText, String key,
      List<String> keys) {
    Frame {
      keys = List.copyOf(keys);
    }

    private static Frame opened(char bracket, int start) {
      return new Frame(bracket, start, 0, "", "", List.of());
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

  /// An open string: the quote, where its content begins, and whether that is behind the quote and not behind
  /// a substitution.
  record Quote(char mark, int start, boolean begins) {}

  Typing {
    frames = List.copyOf(frames);
  }

  static Typing of(String text) {
    return new Reading(text).read();
  }

  private static final class Reading {
    private final String text;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Quote quote;
    private String word = "";

    Reading(String text) {
      this.text = text;
    }

    Typing read() {
      for (var token : Token.of(text)) {
        take(token);
      }
      return new Typing(text, List.copyOf(open), quote);
    }

    private void take(Token token) {
      switch (token.kind()) {
        case WORD, NUMBER -> word = token.in(text);
        case STRING -> {
          if (token.closed()) {
            word = token.content(text);
            change(frame -> frame.text(word));
          } else {
            quote = new Quote(text.charAt(token.start()), token.start() + 1, true);
          }
        }
        case TEMPLATE_HEAD -> substitute(token);
        case TEMPLATE_MIDDLE -> {
          closeSubstitution();
          substitute(token);
        }
        case TEMPLATE_TAIL -> {
          closeSubstitution();
          quote = token.closed() ? null : new Quote('`', token.start() + 1, false);
        }
        case MARK -> mark(text.charAt(token.start()), token.start());
        case REGEXP, COMMENT -> {
        }
      }
    }

    private void substitute(Token token) {
      open.addLast(Frame.opened(SUBSTITUTION, token.end() - 1));
    }

    private void closeSubstitution() {
      while (!open.isEmpty() && open.removeLast().bracket() != SUBSTITUTION) {
        // a bracket that is left open in there
      }
    }

    private void mark(char c, int at) {
      switch (c) {
        case '(', '[', '{' -> open.addLast(Frame.opened(c, at));
        case ')', ']', '}' -> open.pollLast();
        case ',' -> change(Frame::comma);
        case ':' -> change(frame -> frame.colon(word));
        default -> {
        }
      }
      word = "";
    }

    private void change(UnaryOperator<Frame> change) {
      var frame = open.pollLast();
      if (frame != null) {
        open.addLast(change.apply(frame));
      }
    }
  }
}
