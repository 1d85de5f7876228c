package dev.alknet.repl.shell;

import dev.alknet.repl.copy.CopyPlace;
import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.Theme;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What could stand at the end of a command to the shell.
final class CommandCompletion {
  private static final Pattern COMMAND = Pattern.compile("^\\s*(\\.[A-Za-z]*)\\z");
  private static final Pattern QUESTION = Pattern.compile("^\\s*\\?\\s*(\\S*)\\z");
  private static final Pattern IN_COMMAND =
      Pattern.compile("^\\s*(\\.[A-Za-z]+)\\s+(.*)\\z", Pattern.DOTALL);
  private static final Pattern INTERVAL = Pattern.compile("^[0-9.]+(?:ms|s|m)\\s+");
  private static final Pattern NAME = Pattern.compile("^\\S+\\s*");

  private CommandCompletion() {}

  /// Absent when `text` begins no command.
  static Optional<Completion> at(String text) {
    var question = QUESTION.matcher(text);
    if (question.find()) {
      return Optional.of(new Completion.Operation(question.group(1), ""));
    }
    var command = COMMAND.matcher(text);
    if (command.find()) {
      return Optional.of(new Completion.Command(command.group(1)));
    }
    var inCommand = IN_COMMAND.matcher(text);
    return inCommand.find()
        ? Optional.of(in(inCommand.group(1), inCommand.group(2)))
        : Optional.empty();
  }

  private static Completion in(String word, String rest) {
    return DotCommand.parse(word)
        .flatMap(parsed -> parsed instanceof DotCommand.Known(var command, _)
            ? Optional.of(command)
            : Optional.empty())
        .map(command -> in(command, rest))
        .orElse(new Completion.Nothing());
  }

  private static Completion in(Command command, String rest) {
    return switch (command.takes()) {
      case OPERATION -> new Completion.Operation(rest, "");
      case PEER -> new Completion.Peer(rest, "");
      case REGISTERED -> new Completion.Registered(rest);
      case CONTACT -> new Completion.Contact(rest);
      case CONNECTED -> new Completion.Connected(rest);
      case CONTAINER ->
        rest.contains(" ") ? new Completion.Nothing() : new Completion.Container(rest);
      case CONTAINERS -> new Completion.AnyContainer(rest.substring(rest.lastIndexOf(' ') + 1));
      case BOTH_ENDS -> end(rest);
      case JOB -> new Completion.Job(rest);
      case CODE -> CodeCompletion.at(code(command, rest));
      case FILE -> new Completion.LocalFile(rest);
      case SNIPPET -> rest.contains(" ") ? CodeCompletion.at(code(command, rest))
          : new Completion.Snippet(rest);
      case FORMAT -> new Completion.Word(rest, List.of(Format.names().split("\\|")));
      case THEME -> new Completion.Word(rest, List.of(Theme.names().split("\\|")));
      case NOTHING -> new Completion.Nothing();
    };
  }

  /// The code behind a command, without what may stand before it.
  static String code(Command command, String rest) {
    return switch (command) {
      case WATCH -> INTERVAL.matcher(rest).replaceFirst("");
      case SNIPPET -> NAME.matcher(rest).replaceFirst("");
      default -> rest;
    };
  }

  /// One of the ends is in a container, the other on this machine.
  private static Completion end(String rest) {
    var typed = Words.last(rest);
    var other = rest.substring(0, rest.length() - typed.length()).strip();
    if (other.isEmpty()) {
      return new Completion.CopyEnd(typed, true, true);
    }
    var there = CopyPlace.isThere(other);
    return new Completion.CopyEnd(typed, there, !there);
  }
}
