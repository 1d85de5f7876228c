package dev.alknet.repl.command;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk peer scope`: what a peer may do, in place of what it could before.
@Command(name = "scope", description = "Replaces what a peer may do here.",
    footer = "  alk peer scope worker-1 --scope container:run --resource container:manage")
final class PeerScopeCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "NAME", description = "the peer")
  private String name = "";

  @Mixin
  private GrantOptions grants = new GrantOptions();

  @Option(names = "--none", description = "nothing but what is open to everybody")
  private boolean none;

  PeerScopeCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    if (none != grants.none()) {
      throw alk.usage("say what it may do with --scope and --resource, or --none");
    }
    var resources = grants.resources(alk);
    return new KnownPeers(alk).change(name, peer -> peer.withRights(grants.scopes(alk), resources),
        "%s has the rights that were given, and no others".formatted(name));
  }
}
