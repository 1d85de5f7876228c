package dev.alknet.repl.command;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/// A command that only has commands below it, such as `alk peer`. Those are made when somebody names
/// the group: making all of them would take picocli a quarter of the time of a quick start.
record CommandGroup(Object command, Supplier<List<Object>> below) {
  /// The group, as a line with these words needs it.
  CommandLine in(List<String> words) {
    var line = new CommandLine(command);
    if (words.contains(line.getCommandName())) {
      below.get().forEach(line::addSubcommand);
    }
    return line;
  }
}
