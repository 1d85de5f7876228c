package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk peer remove`: a peer is forgotten.
@Command(name = "remove",
    description = "Forgets a peer and its keys. To be a peer again it needs a new ticket.",
    footer = "  alk peer remove worker-1")
final class PeerRemoveCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "NAME", description = "the peer")
  private String name = "";

  PeerRemoveCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    return new KnownPeers(alk).with(name, (store, peer) -> {
      store.removePeer(peer.id());
      alk.streams().out().println(name + " is forgotten");
    });
  }
}
