package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.PeerEntry;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk peer list`: the peers that are kept, and which of them are connected.
@Command(name = "list", description = "Lists the peers that this home's node keeps.",
    footer = {"  alk peer list", "  alk peer list --json"})
final class PeerListCommand implements Callable<Integer> {
  private static final int SHORT_KEY = "ed25519:".length() + 8;

  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON array on standard output")
  private boolean json;

  PeerListCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<PeerEntry> peers;
    try (var kept = alk.store()) {
      peers = kept.identities().index().peers();
    }
    var running = peers.isEmpty() ? Optional.<RunningStatus>empty() : RunningStatus.ask(alk);
    var list = JsonNodeFactory.instance.arrayNode();
    peers.forEach(peer -> list.add(json ? KnownPeers.document(peer, KnownPeers.state(peer, running))
        : row(peer, running)));
    if (!json && peers.isEmpty()) {
      alk.streams().err().println("no peers; invite one with: alk peer invite" + alk.homeWords());
    } else {
      alk.streams()
          .out()
          .println(json ? list.toString() : Rendering.text(list, Screen.look()));
    }
    return ExitCode.FINE.number();
  }

  private static ObjectNode row(PeerEntry peer, Optional<RunningStatus> running) {
    return JsonNodeFactory.instance.objectNode()
        .put("name", peer.id())
        .put("key", shortened(peer.fingerprints()))
        .put("scopes", String.join(" ", new TreeSet<>(peer.scopes())))
        .put("address", Objects.requireNonNullElse(peer.address(), ""))
        .put("state", peer.enabled() ? KnownPeers.state(peer, running).orElse("") : "disabled");
  }

  private static String shortened(List<Fingerprint> keys) {
    var more = keys.size() > 1 ? " +" + (keys.size() - 1) : "";
    return keys.isEmpty() ? "" : keys.getFirst().text().substring(0, SHORT_KEY) + "…" + more;
  }
}
