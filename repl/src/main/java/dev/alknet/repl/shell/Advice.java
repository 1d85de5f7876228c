package dev.alknet.repl.shell;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.NearestNames;
import dev.alknet.runtime.script.ScriptFailure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What to try next after a line has failed.
record Advice(Boot boot) {
  private static final String MISSING = "_NOT_FOUND";
  private static final Pattern CALLED =
      Pattern.compile("(?<![\\w$.])ops((?:\\s*\\.\\s*[\\w$-]+)+)\\s*\\("
          + "|\\.\\s*(?:invoke|subscribe)\\s*\\(\\s*['\"`]([^'\"`]+)['\"`]");
  private static final String NAMED = "(?<![\\w$.\\])])([A-Za-z_$][\\w$]*(?:\\.[\\w$]+)*)";
  private static final Pattern UNDEFINED =
      Pattern.compile("ReferenceError: (\\S+) is not defined.*", Pattern.DOTALL);
  private static final Pattern NO_FUNCTION =
      Pattern.compile("TypeError: .*\\.([\\w$]+) is not a function.*", Pattern.DOTALL);

  /// One sentence; empty when there is nothing to say.
  String on(String code, ScriptFailure failure) throws InterruptedException {
    var error = failure.error();
    if (error != null) {
      return onCall(operation(code), error, name -> boot.index().find(name).isPresent());
    }
    var undefined = UNDEFINED.matcher(failure.message());
    if (undefined.matches()) {
      return onGlobal(undefined.group(1));
    }
    var missing = NO_FUNCTION.matcher(failure.message());
    return missing.matches() ? onMember(code, missing.group(1)) : "";
  }

  private String onGlobal(String name) throws InterruptedException {
    var command = command(name);
    if (command.isPresent()) {
      return meant(command.get());
    }
    if (!boot.index().children(name + "/", 1).isEmpty()) {
      return meant("ops." + name);
    }
    var names = boot.allMembers("").stream().filter(other -> !other.startsWith("__")).toList();
    var near = NearestNames.of(name, names);
    return near.isEmpty() ? "Tab shows what there is" : meant(near.getFirst());
  }

  /// The engine does not always say whose member was called; the code does, if it is one with a name.
  private String onMember(String code, String name) throws InterruptedException {
    var called = Pattern.compile(NAMED + "\\." + Pattern.quote(name) + "\\s*\\(").matcher(code);
    if (!called.find()) {
      return "";
    }
    var near = NearestNames.of(name, boot.allMembers(called.group(1)));
    return near.isEmpty() ? "" : meant(called.group(1) + "." + near.getFirst());
  }

  private static String meant(String name) {
    return "did you mean " + name + "?";
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

  /// `known` tells whether there is an operation of this name.
  static String onCall(Optional<String> operation, CallError error, Predicate<String> known) {
    var name = operation.orElse("NAME");
    return switch (error.code()) {
      case "INVALID_INPUT" -> "?" + name + " shows what it takes";
      case "NOT_FOUND" -> error.message().contains("did you mean")
          ? ""
          : ".ops lists what there is, .peers who is attached";
      case "FORBIDDEN" -> "alk explain " + name + " says what is missing";
      case "TIMEOUT" -> "{timeout: 300_000} as the last argument waits for five minutes";
      default -> error.code().endsWith(MISSING) ? onMissing(kind(error.code()), known) : "";
    };
  }

  private static String kind(String code) {
    return code.substring(0, code.length() - MISSING.length()).toLowerCase(Locale.ROOT);
  }

  /// How to get one, or else which there are.
  private static String onMissing(String kind, Predicate<String> known) {
    return Stream.of("/pull", "/list")
        .flatMap(last -> Stream.of(kind + last, "docker/" + kind + last))
        .filter(known)
        .findFirst()
        .map(name -> "ops." + name.replace('/', '.')
            + (name.endsWith("/pull") ? " fetches one" : "({}) lists what there is"))
        .orElse("");
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
