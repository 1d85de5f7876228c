package dev.alknet.repl.shell;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What is being typed at the cursor: the part of it that counts, and what could stand there.
sealed interface Completion {
  Pattern IN_CALL = Pattern.compile(
      "\\benv\\s*\\.\\s*(?:invoke|subscribe|describe)\\s*\\(\\s*(['\"`])([^'\"`]*)$");
  Pattern IN_COMMAND = Pattern.compile("^\\s*\\.(?:schema|help|ops)\\s+(\\S*)$");
  Pattern COMMAND = Pattern.compile("^\\s*(\\.[A-Za-z]*)$");
  Pattern PATH = Pattern.compile(
      "(?<![\\w$.)\\]'\"`])((?:[A-Za-z_$][\\w$]*\\s*\\.\\s*)*)([A-Za-z_$][\\w$]*)?$");

  /// What has been typed of it.
  String typed();

  /// The name of an operation.
  record Operation(String typed) implements Completion {}

  /// A command of the shell.
  record Command(String typed) implements Completion {}

  /// A member of the object at this dotted path, or a global where the path is empty.
  record Member(String object, String typed) implements Completion {}

  /// Nothing that can be known.
  record Nothing() implements Completion {
    @Override
    public String typed() {
      return "";
    }
  }

  /// What stands at the end of `text`, the input up to the cursor.
  static Completion at(String text) {
    var inCall = IN_CALL.matcher(text);
    if (inCall.find()) {
      return new Operation(inCall.group(2));
    }
    var inCommand = IN_COMMAND.matcher(text);
    if (inCommand.find()) {
      return new Operation(inCommand.group(1));
    }
    var command = COMMAND.matcher(text);
    if (command.find()) {
      return new Command(command.group(1));
    }
    var path = PATH.matcher(text);
    return path.find() && !insideText(text) ? member(path.toMatchResult()) : new Nothing();
  }

  private static Completion member(MatchResult path) {
    var object = path.group(1).replaceAll("\\s|\\.\\s*$", "");
    return new Member(object, path.group(2) == null ? "" : path.group(2));
  }

  /// Whether the last line has an open quote before the cursor; a guess, good enough to be quiet.
  private static boolean insideText(String text) {
    char open = 0;
    for (char c : text.substring(text.lastIndexOf('\n') + 1).toCharArray()) {
      if (open == 0 && (c == '\'' || c == '"' || c == '`')) {
        open = c;
      } else if (c == open) {
        open = 0;
      }
    }
    return open != 0;
  }
}
