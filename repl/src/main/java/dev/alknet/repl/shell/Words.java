package dev.alknet.repl.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words as a shell takes a line apart: by spaces, unless quotes keep them together.
final class Words {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+|['\"].*");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private Words() {}

  /// What is being typed at the end, with its quotes; empty behind a space.
  static String last(String text) {
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (Character.isWhitespace(c)) {
        start = i + 1;
      }
    }
    return text.substring(start);
  }

  /// The quote that a word begins with, or nothing.
  static String mark(String word) {
    return word.startsWith("'") || word.startsWith("\"") ? word.substring(0, 1) : "";
  }

  static List<String> of(String text) {
    var words = new ArrayList<String>();
    var word = WORD.matcher(text);
    while (word.find()) {
      words.add(QUOTED.matcher(word.group())
          .replaceAll(quoted -> Matcher.quoteReplacement(
              quoted.group(1) == null ? quoted.group(2) : quoted.group(1))));
    }
    return words;
  }
}
