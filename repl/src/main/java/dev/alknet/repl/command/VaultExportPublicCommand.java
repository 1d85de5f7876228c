package dev.alknet.repl.command;

import dev.alknet.runtime.node.VaultAccess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk vault export-public`: what others may know.
@Command(name = "export-public", description = {"Prints the public halves of the vault's keys.", "",
    "The node's key, its SSH host key as OpenSSH writes it, and its Ethereum address and key. Uses the",
    "vault of the running node when that is unlocked, else the words."},
    footer = {
        "  alk vault export-public",
        "  alk vault export-public --mnemonic-file ~/words --json"})
final class VaultExportPublicCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Mixin
  private MnemonicOptions mnemonic = new MnemonicOptions();

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  VaultExportPublicCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var keys = VaultPlace.of(alk).unlocked(mnemonic, false, VaultAccess::publicKeys);
    var out = alk.streams().out();
    if (json) {
      out.println(keys.toJson());
    } else {
      out.println("identity  " + keys.identity());
      out.println("ssh       " + keys.sshHostKey());
      keys.ethereum()
          .ifPresent(key -> out.println("ethereum  " + key.address() + " " + key.publicKey()));
    }
    return ExitCode.FINE.number();
  }
}
