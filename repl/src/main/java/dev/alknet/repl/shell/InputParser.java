package dev.alknet.repl.shell;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;

/// Tells JLine when an input is whole, and which part of it, up to the cursor, is being completed.
record InputParser(Continuation continuation, UnaryOperator<String> completed) implements Parser {
  /// For lines of the shell.
  InputParser(Continuation continuation) {
    this(continuation, text -> Completion.at(text).typed());
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && unfinished(line)) {
      throw new EOFError(-1, cursor, "more is expected");
    }
    var typed = context == ParseContext.COMPLETE
        ? completed.apply(line.substring(0, cursor))
        : line;
    return new Input(line, cursor, typed);
  }

  private boolean unfinished(String line) {
    try {
      return continuation.expected(line);
    } catch (InterruptedException _) {
      throw new Entered(line);
    } catch (IOException _) {
      return false;
    }
  }

  /// The wait for the judgement on an input was interrupted.
  static final class Entered extends UserInterruptException {
    private static final long serialVersionUID = 1;

    Entered(String line) {
      super(line);
    }
  }

  /// An input of one word as far as JLine is concerned: the part that is being completed.
  private record Input(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
