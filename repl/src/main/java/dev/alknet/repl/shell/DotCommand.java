package dev.alknet.repl.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A command to the shell itself: a line that begins with a dot and a letter.
sealed interface DotCommand {
  record Help(String topic) implements DotCommand {}

  record Operations(String pattern) implements DotCommand {}

  record Schema(String name) implements DotCommand {}

  record Peers() implements DotCommand {}

  record Exit() implements DotCommand {}

  /// No command has that name; `nearest` is the one that may have been meant.
  record Unknown(String name, String nearest) implements DotCommand {}

  /// One line of the help.
  record Entry(String name, String argument, String meaning) {}

  /// All commands, in the order of the help.
  List<Entry> ALL = List.of(
      new Entry(".help", "[NAME]", "this help, or what an operation does"),
      new Entry(".ops", "[PATTERN]", "the operations; PATTERN is a part of a name, or has * and ?"),
      new Entry(".schema", "NAME",
          "the schema of an operation: what it takes and answers, as data"),
      new Entry(".peers", "", "the other nodes that are attached to this one"),
      new Entry(".exit", "", "leaves the shell, as Ctrl-D does"));

  Pattern FORM = Pattern.compile("\\s*(\\.[A-Za-z]\\S*)\\s*(.*?)\\s*", Pattern.DOTALL);

  /// The command in this input; absent when it is JavaScript.
  static Optional<DotCommand> parse(String input) {
    var match = FORM.matcher(input);
    if (!match.matches()) {
      return Optional.empty();
    }
    var argument = match.group(2).replaceAll("^['\"]|['\"]$", "");
    return Optional.of(switch (match.group(1)) {
      case ".help" -> new Help(argument);
      case ".ops" -> new Operations(argument);
      case ".schema" -> new Schema(argument);
      case ".peers" -> new Peers();
      case ".exit", ".quit" -> new Exit();
      default -> new Unknown(match.group(1), nearest(match.group(1)));
    });
  }

  private static String nearest(String wrong) {
    return ALL.stream()
        .map(Entry::name)
        .max(Comparator.comparingInt((String name) -> alike(name, wrong)))
        .orElseThrow();
  }

  /// How many characters both have in common, in their order.
  private static int alike(String a, String b) {
    var best = new int[a.length() + 1][b.length() + 1];
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        best[i][j] = a.charAt(i - 1) == b.charAt(j - 1)
            ? best[i - 1][j - 1] + 1
            : Math.max(best[i - 1][j], best[i][j - 1]);
      }
    }
    return best[a.length()][b.length()];
  }
}
