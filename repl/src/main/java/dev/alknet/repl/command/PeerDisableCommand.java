package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk peer disable`: a peer is nobody for a while.
@Command(name = "disable",
    description = "Makes a peer a stranger until it is enabled again. It counts for its next call.",
    footer = "  alk peer disable worker-1")
final class PeerDisableCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "NAME", description = "the peer")
  private String name = "";

  PeerDisableCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    return new KnownPeers(alk).change(name, peer -> peer.withEnabled(false),
        name + " is disabled");
  }
}
