package dev.alknet.repl.command;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.KnownKeys;
import dev.alknet.runtime.node.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts together whose key is whose. One key has one name; one name may have several keys.
final class Acquaintances {
  private final Map<Fingerprint, Identity> known = new HashMap<>();

  private Acquaintances() {}

  /// Those whom the command line names. Throws [IllegalArgumentException] with a sentence when a key has two names.
  static KnownKeys of(List<NamedKey> peers, List<NamedKey> operators, List<DialledPeer> dialled) {
    var all = new Acquaintances();
    operators.forEach(one -> all.add(one.key(), Identity.operator(one.name())));
    peers.forEach(one -> all.add(one.key(), Identity.of(one.name(), Set.of())));
    for (var peer : dialled) {
      if (peer.name() != null) {
        all.add(peer.address().key(), Identity.of(peer.name(), Set.of()));
      }
    }
    return new KnownKeys(all.known, Node.OPERATOR);
  }

  /// Those who are dialled, by where they are: for who has no other name.
  static KnownKeys byPlace(List<DialledPeer> dialled) {
    var all = new Acquaintances();
    dialled.forEach(peer -> all.known.putIfAbsent(peer.address().key(),
        Identity.of(peer.address().place(), Set.of())));
    return new KnownKeys(all.known, Node.OPERATOR);
  }

  /// What was said first counts.
  private void add(Fingerprint key, Identity identity) {
    var before = known.putIfAbsent(key, identity);
    if (before != null && !before.id().equals(identity.id())) {
      throw new IllegalArgumentException(
          "one key has two names, %s and %s: %s".formatted(before.id(), identity.id(), key));
    }
  }
}
