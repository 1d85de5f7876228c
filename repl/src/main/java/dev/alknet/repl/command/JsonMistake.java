package dev.alknet.repl.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/// Why a text is not JSON, for whoever typed it: what is wrong, and where.
///
/// In words of our own: those of the parser name its options and classes.
final class JsonMistake {
  private JsonMistake() {}

  /// What made the parser give up on `text`.
  static String of(JsonProcessingException mistake, String text) {
    var at = mistake.getLocation();
    return switch (mistake) {
      case JsonEOFException _ -> "it ends too early" + place(at, 0);
      case StreamConstraintsException _ -> "it is too deep or too long" + place(at, 0);
      default -> at == null ? "it cannot be read" : unexpected(mistake, at, text);
    };
  }

  /// The value has ended, and something else begins here.
  static String more(JsonLocation at) {
    return "more follows after its end" + place(at, 0);
  }

  private static String unexpected(JsonProcessingException mistake, JsonLocation at, String text) {
    var offset = (int) at.getCharOffset();
    if (mistake.getOriginalMessage().startsWith("Unrecognized token")) {
      var word = wordBefore(offset, text);
      return "unexpected \"" + word + "\"" + place(at, word.length());
    }
    if (offset < 0 || offset >= text.length()) {
      return "it ends too early" + place(at, 0);
    }
    var character = text.codePointAt(offset);
    var name = Character.isISOControl(character)
        ? "line break or control character"
        : "\"" + Character.toString(character) + "\"";
    return "unexpected " + name + place(at, 0);
  }

  /// The parser tells where a word ends that it does not know.
  private static String wordBefore(int end, String text) {
    var start = end;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  private static String place(@Nullable JsonLocation at, int back) {
    return at == null
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr() - back);
  }
}
