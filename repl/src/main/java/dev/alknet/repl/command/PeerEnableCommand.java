package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk peer enable`: a disabled peer is one again.
@Command(name = "enable", description = "Takes a disabled peer back, with the rights it had.",
    footer = "  alk peer enable worker-1")
final class PeerEnableCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "NAME", description = "the peer")
  private String name = "";

  PeerEnableCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    return new KnownPeers(alk).change(name, peer -> peer.withEnabled(true),
        name + " is enabled");
  }
}
