package dev.alknet.repl.command;

import java.util.List;
import picocli.CommandLine.Command;

/// `alk config`: what a node is told.
@Command(name = "config", description = {"Shows and judges the configuration of a node.", "",
    "It is alknet.yaml in the home folder, and needs not be there. A running node reads it again when",
    "it changes and on SIGHUP."},
    footer = {
        "  alk config show              what holds, and who says so",
        "  alk config check             what is wrong with the file",
        "  alk config schema            the JSON Schema, for editors"})
final class ConfigCommand {
  private ConfigCommand() {}

  /// The command and those below it.
  static CommandGroup of(AlkCommand alk) {
    return new CommandGroup(new ConfigCommand(), () -> List.of(new ConfigShowCommand(alk),
        new ConfigCheckCommand(alk),
        new ConfigSchemaCommand(alk)));
  }
}
