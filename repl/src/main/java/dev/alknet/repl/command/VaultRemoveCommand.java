package dev.alknet.repl.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk vault remove`: forgets a secret.
@Command(name = "remove",
    description = "Forgets a secret. Wants no words: whoever can write to the home folder can do it anyway.",
    footer = {
        "  alk vault remove github"})
final class VaultRemoveCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "NAME", description = "which")
  private String name = "";

  VaultRemoveCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (VaultPlace.of(alk).asItIs(vault -> vault.remove(name))) {
      alk.streams().err().println("removed " + name);
      return ExitCode.FINE.number();
    }
    alk.streams().err().println("there is no secret " + name);
    return ExitCode.FAILED.number();
  }
}
