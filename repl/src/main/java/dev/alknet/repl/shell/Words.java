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
