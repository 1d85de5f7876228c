package dev.alknet.repl.shell;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// A command to the shell itself: a line that begins with a dot and a letter, or with `?`.
sealed interface DotCommand {
  /// A command, what stands behind it, and where in the input its word ends.
  record Known(Command command, String argument, int end) implements DotCommand {}

  /// No command has that name; `nearest` is the one that may have been meant, empty when none can be.
  record Unknown(String name, String nearest) implements DotCommand {}

  Pattern FORM = Pattern.compile("\\s*(\\.[A-Za-z]\\S*|\\?)\\s*(.*?)\\s*", Pattern.DOTALL);
  Pattern QUOTED = Pattern.compile("(['\"])([^'\"]*)\\1");

  /// The command in this input; absent when it is JavaScript.
  static Optional<DotCommand> parse(String input) {
    var match = FORM.matcher(input);
    if (!match.matches()) {
      return Optional.empty();
    }
    var name = switch (match.group(1)) {
      case "?" -> Command.HELP.word();
      case ".quit" -> Command.EXIT.word();
      default -> match.group(1);
    };
    return Optional.of(Arrays.stream(Command.values())
        .filter(command -> command.word().equals(name))
        .findFirst()
        .<DotCommand>map(command -> new Known(command, bare(match.group(2)), match.end(1)))
        .orElseGet(() -> new Unknown(name, nearest(name))));
  }

  /// One word in quotes without them.
  private static String bare(String argument) {
    var quoted = QUOTED.matcher(argument);
    return quoted.matches() ? quoted.group(2) : argument;
  }

  private static String nearest(String wrong) {
    return Arrays.stream(Command.values())
        .map(Command::word)
        .filter(name -> alike(name, wrong) >= wrong.length() / 2)
        .max(Comparator.comparingInt((String name) -> alike(name, wrong)))
        .orElse("");
  }

  /// How many characters both have in common, in their order, twice, less those of the name: a short
  /// name wins over a long one that has as many.
  private static int alike(String name, String wrong) {
    var best = new int[name.length() + 1][wrong.length() + 1];
    for (int i = 1; i <= name.length(); i++) {
      for (int j = 1; j <= wrong.length(); j++) {
        best[i][j] = name.charAt(i - 1) == wrong.charAt(j - 1)
            ? best[i - 1][j - 1] + 1
            : Math.max(best[i - 1][j], best[i][j - 1]);
      }
    }
    return 2 * best[name.length()][wrong.length()] - name.length();
  }
}
