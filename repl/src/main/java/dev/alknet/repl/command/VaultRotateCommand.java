package dev.alknet.repl.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk vault rotate`: changes the key that secrets are encrypted with.
@Command(name = "rotate", description = {"Encrypts all secrets anew with another key.", "",
    "Keys are numbered from 2; all follow from the same words, so this is no help when those leaked.",
    "New secrets use the same key from then on. It can be interrupted and run again."},
    footer = {
        "  alk vault rotate --to 3",
        "  alk vault rotate --to 3 --json"})
final class VaultRotateCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--to", required = true, paramLabel = "N",
      description = "the key version, from 2")
  private long version;

  @Mixin
  private MnemonicOptions mnemonic = new MnemonicOptions();

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  VaultRotateCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var rotation = VaultPlace.of(alk).unlocked(mnemonic, false, vault -> vault.rotate(version));
    if (json) {
      alk.streams().out().println(rotation.toJson().put("key_version", version));
    }
    var err = alk.streams().err();
    err.println("%d of %d secrets have key version %d now, and so will new ones".formatted(
        rotation.rotated().size(), rotation.rotated().size() + rotation.unreadable().size(),
        version));
    rotation.unreadable()
        .forEach(name -> err.println("this vault cannot read " + name
            + "; it is left as it is"));
    return (rotation.unreadable().isEmpty() ? ExitCode.FINE : ExitCode.FAILED).number();
  }
}
