package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk peer remove`: a peer is forgotten.
@Command(name = "remove",
    description = {
        "Forgets a peer and its keys. To be a peer again it needs a new ticket.", "",
        "What it owned on this node is nobody's then, so that whoever gets its name next does not",
        "inherit it."},
    footer = "  alk peer remove worker-1")
final class PeerRemoveCommand implements Callable<Integer> {
  /// The only type of resource that has owners.
  private static final String CONTAINER = "container";

  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "NAME", description = "the peer")
  private String name = "";

  PeerRemoveCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    return new KnownPeers(alk).with(name, (kept, peer) -> {
      var containers = Set.copyOf(kept.ownership().owned(peer.id(), CONTAINER));
      for (var id : containers) {
        kept.ownership().revoke(CONTAINER, id);
      }
      kept.identities().removePeer(peer.id());
      alk.streams()
          .out()
          .println(name + " is forgotten" + (containers.isEmpty()
              ? ""
              : "; nobody owns its containers now: " + containers.size()));
    });
  }
}
