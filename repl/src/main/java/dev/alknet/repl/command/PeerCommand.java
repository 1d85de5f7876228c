package dev.alknet.repl.command;

import picocli.CommandLine;
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

  static CommandLine of(AlkCommand alk) {
    return new CommandLine(new PeerCommand())
        .addSubcommand(new PeerInviteCommand(alk))
        .addSubcommand(new PeerJoinCommand(alk))
        .addSubcommand(new PeerListCommand(alk))
        .addSubcommand(new PeerShowCommand(alk))
        .addSubcommand(new PeerRenameCommand(alk))
        .addSubcommand(new PeerScopeCommand(alk))
        .addSubcommand(new PeerDisableCommand(alk))
        .addSubcommand(new PeerEnableCommand(alk))
        .addSubcommand(new PeerRemoveCommand(alk));
  }
}
