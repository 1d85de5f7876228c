package dev.alknet.repl.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `alk vault unlock`: lets the running node use its credentials.
@Command(name = "unlock",
    description = "Unlocks the vault of the node that runs in this home, until it ends or is locked.",
    footer = {
        "  alk vault unlock                                  asks for the words",
        "  alk vault unlock --mnemonic-file ~/words",
        "  pass show alknet | alk vault unlock --mnemonic-file -"})
final class VaultUnlockCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Mixin
  private MnemonicOptions mnemonic = new MnemonicOptions();

  VaultUnlockCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = VaultPlace.of(alk);
    var vault = place.running();
    var changed = mnemonic.use(place.input(), vault.status().passphrase(), vault::unlock);
    alk.streams().err().println(changed ? "unlocked" : "it was unlocked already");
    return ExitCode.FINE.number();
  }
}
