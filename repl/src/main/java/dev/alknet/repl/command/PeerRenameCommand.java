package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk peer rename`: how people call a peer.
@Command(name = "rename",
    description = "Gives a peer another name for people. Its own name, by which it is called, stays.",
    footer = "  alk peer rename worker-1 'the machine under the desk'")
final class PeerRenameCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "NAME", description = "the peer")
  private String name = "";

  @Parameters(index = "1", paramLabel = "TEXT", description = "how people call it")
  private String text = "";

  PeerRenameCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    return new KnownPeers(alk).change(name, peer -> peer.withDisplayName(text),
        "%s is called %s".formatted(name, text));
  }
}
