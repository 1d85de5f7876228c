package dev.alknet.repl.command;

import java.util.List;
import picocli.CommandLine.Command;

/// `alk apikey`: tokens for programs that are no peers.
@Command(name = "apikey", description = {"Makes and revokes tokens for programs that are no peers.",
    "",
    "Whoever shows the token may do what its scopes allow, over any connection, until it expires or is",
    "revoked. Only its hash is kept."},
    footer = {
        "  alk apikey create --scope container:list --description 'the dashboard' --expires 720h",
        "  alk apikey list",
        "  alk apikey revoke alk_1f2e"})
final class ApiKeyCommand {
  private ApiKeyCommand() {}

  static CommandGroup of(AlkCommand alk) {
    return new CommandGroup(new ApiKeyCommand(), () -> List.of(new ApiKeyCreateCommand(alk),
        new ApiKeyListCommand(alk),
        new ApiKeyRevokeCommand(alk)));
  }
}
