package dev.alknet.repl.shell;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.NearestNames;
import dev.alknet.runtime.script.ScriptFailure;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// What to try next after a line has failed.
record Advice(Boot boot) {
  private static final Pattern CALLED =
      Pattern.compile("(?<![\\w$.])ops((?:\\s*\\.\\s*[\\w$-]+)+)\\s*\\("
          + "|\\.\\s*(?:invoke|subscribe)\\s*\\(\\s*['\"`]([^'\"`]+)['\"`]");
  private static final Pattern UNDEFINED =
      Pattern.compile("ReferenceError: (\\S+) is not defined.*", Pattern.DOTALL);

  /// One sentence; empty when there is nothing to say.
  String on(String code, ScriptFailure failure) throws InterruptedException {
    var error = failure.error();
    if (error != null) {
      return onCall(operation(code), error);
    }
    var undefined = UNDEFINED.matcher(failure.message());
    if (!undefined.matches()) {
      return "";
    }
    var name = undefined.group(1);
    var command = command(name);
    if (command.isPresent()) {
      return "did you mean " + command.get() + "?";
    }
    var near = NearestNames.of(name, boot.members(""));
    return near.isEmpty() ? "Tab shows what there is" : "did you mean " + near.getFirst() + "?";
  }

  /// The command to the shell that somebody means who forgets its dot, or knows it by another name.
  private static Optional<String> command(String name) {
    var word = switch (name) {
      case "quit", "logout", "bye" -> Command.EXIT.word();
      case "man", "info" -> Command.HELP.word();
      default -> "." + name;
    };
    return Arrays.stream(Command.values()).map(Command::word).filter(word::equals).findFirst();
  }

  private static String onCall(Optional<String> operation, CallError error) {
    var name = operation.orElse("NAME");
    return switch (error.code()) {
      case "INVALID_INPUT" -> "?" + name + " shows what it takes";
      case "NOT_FOUND" -> error.message().contains("did you mean")
          ? ""
          : ".ops lists what there is, .peers who is attached";
      case "FORBIDDEN" -> "alk explain " + name + " says what is missing";
      case "TIMEOUT" -> "{timeout: 300_000} as the last argument waits for five minutes";
      default -> "";
    };
  }

  /// The one operation that a line calls; absent when it calls several, or none by name.
  static Optional<String> operation(String code) {
    var names = CALLED.matcher(code)
        .results()
        .map(call -> call.group(1) == null
            ? call.group(2)
            : call.group(1).replaceAll("\\s", "").substring(1).replace('.', '/'))
        .distinct()
        .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }
}
