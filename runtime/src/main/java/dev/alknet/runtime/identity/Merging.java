package dev.alknet.runtime.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes one index of several.
record Merging(Identity localUser, GivenIdentities given) {
  /// The index, and what had to be left out and why, a sentence each.
  record Merged(IdentityIndex index, List<String> conflicts) {}

  Merged of(List<IdentityIndex> sources) {
    var conflicts = new ArrayList<String>();
    var peers = new ArrayList<PeerEntry>();
    var keys = new ArrayList<ApiKeyEntry>();
    for (var source : sources) {
      conflicts.addAll(source.conflicts());
      peers.addAll(source.peers());
      keys.addAll(source.apiKeys());
    }
    given.index()
        .peers()
        .stream()
        .filter(peer -> sources.stream().noneMatch(source -> knows(source, peer)))
        .forEach(peers::add);
    keys.addAll(given.index().apiKeys());
    addPlaces(peers);
    if (peers.removeIf(peer -> peer.id().equals(localUser.id()))) {
      conflicts.add("a peer has the name of the local user, " + localUser.id()
          + "; it is not known");
    }
    var index = IdentityIndex.of(peers, keys);
    index.conflicts().stream().filter(one -> !conflicts.contains(one)).forEach(conflicts::add);
    return new Merged(index, List.copyOf(conflicts));
  }

  private static boolean knows(IdentityIndex source, PeerEntry peer) {
    var same = source.peer(peer.id());
    return same != null && same.fingerprints().containsAll(peer.fingerprints());
  }

  private void addPlaces(List<PeerEntry> peers) {
    Set<Fingerprint> named = new HashSet<>();
    peers.forEach(peer -> named.addAll(peer.fingerprints()));
    given.places().forEach((key, place) -> {
      if (!named.contains(key)) {
        peers.add(PeerEntry.of(place, key));
      }
    });
  }
}
