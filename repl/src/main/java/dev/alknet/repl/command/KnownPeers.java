package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// The peers in the store of a home, for the commands that look at one of them or change it.
record KnownPeers(AlkCommand alk) {
  /// Something done with what is kept and one peer in it.
  @FunctionalInterface
  interface Work {
    void on(Stores kept, PeerEntry peer)
        throws IOException, InterruptedException, StoreException;
  }

  /// Does it; there must be such a peer. Answers the exit code.
  int with(String id, Work work) throws IOException, InterruptedException, StoreException {
    try (var kept = alk.store()) {
      var peer = kept.identities().index().peer(id);
      if (peer == null) {
        alk.streams()
            .err()
            .println("no peer named %s is kept in %s; see: alk peer list%s".formatted(id,
                alk.assembly().home(), alk.homeWords()));
        return ExitCode.FAILED.number();
      }
      work.on(kept, peer);
      return ExitCode.FINE.number();
    }
  }

  /// Replaces one peer and says so.
  int change(String id, UnaryOperator<PeerEntry> how, String said)
      throws IOException, InterruptedException, StoreException {
    return with(id, (kept, peer) -> {
      kept.identities().updatePeer(id, how.apply(peer));
      alk.streams().out().println(said);
    });
  }

  /// All of a peer but the hash of its token; `state` is absent when nobody knows.
  static ObjectNode document(PeerEntry peer, Optional<String> state) {
    var json = JsonNodeFactory.instance.objectNode().put("name", peer.id());
    if (peer.displayName() != null) {
      json.put("display_name", peer.displayName());
    }
    peer.fingerprints().forEach(key -> json.withArray("keys").add(key.text()));
    json.put("token", peer.tokenHash() != null);
    var scopes = json.putArray("scopes");
    new TreeSet<>(peer.scopes()).forEach(scopes::add);
    var resources = json.putObject("resources");
    new TreeSet<>(peer.resources().keySet()).forEach(type -> {
      var actions = resources.putArray(type);
      new TreeSet<>(peer.resources().getOrDefault(type, Set.of())).forEach(actions::add);
    });
    if (peer.address() != null) {
      json.put("address", peer.address());
    }
    json.put("enabled", peer.enabled());
    state.ifPresent(now -> json.put("state", now));
    return json;
  }

  /// Whether it is connected, as far as the running node says.
  static Optional<String> state(PeerEntry peer, Optional<RunningStatus> running) {
    return running.map(node -> node.peers().contains(peer.id()) ? "connected" : "away");
  }
}
