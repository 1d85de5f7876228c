package dev.alknet.repl.render;

import java.util.List;
import java.util.function.UnaryOperator;

/// A term, and beside it what that means; below it where there is too little room.
public record Definition(String term, String meaning) {
  private static final int ROOM = 30;
  private static final int INDENT = 4;

  /// The lines of it, with the meaning from `column` on; `shown` makes the term look as it should.
  public List<String> lines(int column, UnaryOperator<String> shown, Look look) {
    if (meaning.isBlank()) {
      return List.of(shown.apply(term.stripTrailing()));
    }
    var beside = look.width() - column >= ROOM;
    var indent = " ".repeat(beside ? column : INDENT);
    var words = ScreenText.wrap(indent + meaning, look.width(), indent);
    return beside && TextWidth.of(term) <= column - 2
        ? List.of(shown.apply(term) + words.substring(TextWidth.of(term)))
        : List.of(shown.apply(term.stripTrailing()), words);
  }
}
