package dev.alknet.repl.command;

import java.util.List;
import picocli.CommandLine.Command;

/// `alk vault`: where the node's key and the keys for its credentials come from.
@Command(name = "vault", description = {"Keeps secrets under words that you wrote down.", "",
    "Whoever has the words (and the passphrase, if there is one) has the node's key and all its",
    "credentials. They are stored nowhere. A node starts without them; it uses credentials once its",
    "vault is unlocked. Words come from a file that only you can read, from standard input, or from",
    "the keyboard; never from an argument or the environment."},
    footer = {
        "  alk vault init                                    make words and take the node's key from them",
        "  alk vault unlock                                  unlock the node that runs in this home",
        "  alk vault put github < token.txt                  keep a secret, encrypted",
        "  alk node --mnemonic-file /run/secrets/words       unlock when the node starts"})
final class VaultCommand {
  private VaultCommand() {}

  /// The command with what belongs to it.
  static CommandGroup of(AlkCommand alk) {
    return new CommandGroup(new VaultCommand(), () -> List.of(new VaultInitCommand(alk),
        new VaultUnlockCommand(alk),
        new VaultLockCommand(alk),
        new VaultStatusCommand(alk),
        new VaultPutCommand(alk),
        new VaultListCommand(alk),
        new VaultRemoveCommand(alk),
        new VaultRotateCommand(alk),
        new VaultExportPublicCommand(alk)));
  }
}
