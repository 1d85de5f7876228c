package dev.alknet.repl.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `alk vault lock`: makes the running node forget its keys.
@Command(name = "lock",
    description = "Makes the node that runs in this home forget the keys of its vault.",
    footer = {
        "  alk vault lock"})
final class VaultLockCommand implements Callable<Integer> {
  private final AlkCommand alk;

  VaultLockCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var changed = VaultPlace.of(alk).running().lock();
    alk.streams().err().println(changed ? "locked" : "it was locked already");
    return ExitCode.FINE.number();
  }
}
