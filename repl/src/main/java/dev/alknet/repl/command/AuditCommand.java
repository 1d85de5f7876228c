package dev.alknet.repl.command;

import java.util.List;
import picocli.CommandLine.Command;

/// `alk audit`: who has changed something on the node of this home, and who was refused.
@Command(name = "audit", description = {
    "Shows and checks the audit log of this home's node.", "",
    "It has a line for every call from outside or from a script that was refused or may have changed",
    "something: who, what, on what, how it ended. No secrets."},
    footer = {
        "  alk audit tail",
        "  alk audit tail -f --refused",
        "  alk audit verify"})
final class AuditCommand {
  private AuditCommand() {}

  /// The command and those below it.
  static CommandGroup of(AlkCommand alk) {
    return new CommandGroup(new AuditCommand(), () -> List.of(new AuditTailCommand(alk),
        new AuditVerifyCommand(alk)));
  }
}
