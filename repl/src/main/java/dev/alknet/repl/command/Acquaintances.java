package dev.alknet.repl.command;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.PeerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts together whose key is whose. One key has one name; one name may have several keys.
final class Acquaintances {
  private final Map<Fingerprint, String> names = new LinkedHashMap<>();

  private Acquaintances() {}

  /// Those of a node. Throws [IllegalArgumentException] with a sentence when a key has two names.
  static GivenIdentities of(List<NamedKey> peers, List<NamedKey> operators,
      List<DialledPeer> dialled) {
    var all = new Acquaintances();
    operators.forEach(one -> all.add(one.key(), one.name()));
    peers.forEach(one -> all.add(one.key(), one.name()));
    for (var peer : dialled) {
      if (peer.name() != null) {
        all.add(peer.address().key(), peer.name());
      }
    }
    Map<Fingerprint, String> places = new HashMap<>();
    dialled.forEach(peer -> places.put(peer.address().key(), peer.address().place()));
    return new GivenIdentities(all.index(),
        operators.stream().map(NamedKey::key).collect(Collectors.toSet()), places);
  }

  private void add(Fingerprint key, String name) {
    var before = names.putIfAbsent(key, name);
    if (before != null && !before.equals(name)) {
      throw new IllegalArgumentException(
          "one key has two names, %s and %s: %s".formatted(before, name, key));
    }
  }

  private IdentityIndex index() {
    Map<String, List<Fingerprint>> keys = new LinkedHashMap<>();
    names.forEach((key, name) -> keys.computeIfAbsent(name, _ -> new ArrayList<>()).add(key));
    var entries = keys.entrySet()
        .stream()
        .map(
            one -> new PeerEntry(one.getKey(), one.getValue(), null, Set.of(), Map.of(), null, null,
                true))
        .toList();
    return IdentityIndex.of(entries, List.of());
  }
}
