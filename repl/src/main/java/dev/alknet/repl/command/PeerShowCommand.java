package dev.alknet.repl.command;

import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk peer show`: everything about one peer.
@Command(name = "show", description = "Shows one peer: its keys, its rights, where it is dialled.",
    footer = "  alk peer show worker-1")
final class PeerShowCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "NAME", description = "the peer")
  private String name = "";

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  PeerShowCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    return new KnownPeers(alk).with(name, (_, peer) -> {
      var document =
          KnownPeers.document(peer, KnownPeers.state(peer, RunningStatus.ask(alk)));
      alk.streams()
          .out()
          .println(json ? document.toString() : Rendering.text(document, Screen.look()));
    });
  }
}
