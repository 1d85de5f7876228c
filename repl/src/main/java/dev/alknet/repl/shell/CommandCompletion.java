package dev.alknet.repl.shell;

import dev.alknet.repl.copy.CopyPlace;
import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.Theme;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What could stand at the end of a command to the shell.
final class CommandCompletion {
  private static final Pattern COMMAND = Pattern.compile("^\\s*(\\.[A-Za-z]*)\\z");
  private static final Pattern INTERVAL = Pattern.compile("^[0-9.]+(?:ms|s|m)\\s+");
  private static final Pattern NAME = Pattern.compile("^\\S+\\s*");

  private CommandCompletion() {}

  /// Absent when `text` begins no command.
  static Optional<Completion> at(String text) {
    var beginning = COMMAND.matcher(text);
    if (beginning.find()) {
      return Optional.of(new Completion.Command(beginning.group(1)));
    }
    return DotCommand.parse(text).map(command -> switch (command) {
      case DotCommand.Known(var known, _, var end) ->
        in(known, text.substring(end).stripLeading());
      case DotCommand.Unknown _ -> new Completion.Nothing();
    });
  }

  private static Completion in(Command command, String rest) {
    return switch (command.takes()) {
      case OPERATION -> new Completion.Operation(rest, "");
      case PEER -> new Completion.Peer(rest, "");
      case REGISTERED -> new Completion.Registered(rest);
      case CONTACT -> new Completion.Contact(rest);
      case CONNECTED -> new Completion.Connected(rest);
      case CONTAINER ->
        spaced(rest) ? new Completion.Nothing() : new Completion.Container(rest);
      case CONTAINERS -> new Completion.AnyContainer(Words.last(rest));
      case BOTH_ENDS -> end(rest);
      case JOB -> new Completion.Job(rest);
      case CODE -> CodeCompletion.at(code(command, rest));
      case FILE -> new Completion.LocalFile(rest);
      case SNIPPET -> spaced(rest) ? CodeCompletion.at(code(command, rest))
          : new Completion.Snippet(rest);
      case FORMAT -> words(rest, Format.values(), Format::text);
      case THEME -> words(rest, Theme.values(), Theme::text);
      case NOTHING -> new Completion.Nothing();
    };
  }

  private static <T> Completion words(String typed, T[] all, Function<T, String> name) {
    return new Completion.Word(typed, Arrays.stream(all).map(name).toList());
  }

  private static boolean spaced(String text) {
    return text.chars().anyMatch(Character::isWhitespace);
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
    var others = Words.of(rest.substring(0, rest.length() - typed.length()));
    if (others.isEmpty()) {
      return new Completion.CopyEnd(typed, true, true);
    }
    var there = CopyPlace.isThere(others.getLast());
    return new Completion.CopyEnd(typed, there, !there);
  }
}
