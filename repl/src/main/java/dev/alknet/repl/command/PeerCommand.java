package dev.alknet.repl.command;

import java.util.List;
import picocli.CommandLine.Command;

/// `alk peer`: whom the node of this home knows. Changes count at once, also on a running node.
@Command(name = "peer",
    description = {"Pairs this home's node with others, and says what they may do.",
        "", "One node invites, the other joins: two commands. See docs/peers.md."},
    footer = {
        "  alk peer invite --name worker-1 --scope container:run",
        "  alk peer join alk1…",
        "  alk peer list",
        "  alk peer disable worker-1"})
final class PeerCommand {
  private PeerCommand() {}

  static CommandGroup of(AlkCommand alk) {
    return new CommandGroup(new PeerCommand(), () -> List.of(new PeerInviteCommand(alk),
        new PeerJoinCommand(alk),
        new PeerListCommand(alk),
        new PeerShowCommand(alk),
        new PeerRenameCommand(alk),
        new PeerScopeCommand(alk),
        new PeerDisableCommand(alk),
        new PeerEnableCommand(alk),
        new PeerRemoveCommand(alk)));
  }
}
