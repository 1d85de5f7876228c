package dev.alknet.runtime.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A node this one knows: its stable name, the keys it may prove, and what it may do here.
///
/// `id` stays when keys change. `fingerprints` may be several, of both kinds. `tokenHash` is of the
/// bearer token it may show instead. `address` is where this node dials it (`HOST:PORT`), absent when
/// it is the other who dials. Who is not `enabled` is nobody, whatever he proves.
/// Source: call.md §8.1, ruling 19.
public record PeerEntry(String id, List<Fingerprint> fingerprints, @Nullable TokenHash tokenHash,
    Set<String> scopes, Map<String, Set<String>> resources, @Nullable String displayName,
    @Nullable String address, boolean enabled) {
  public PeerEntry {
    if (id.isBlank()) {
      throw new IllegalArgumentException("peer id is blank");
    }
    fingerprints = List.copyOf(fingerprints);
    scopes = Set.copyOf(scopes);
    resources = resources.entrySet()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }

  /// An enabled peer with one key and no rights.
  public static PeerEntry of(String id, Fingerprint key) {
    return new PeerEntry(id, List.of(key), null, Set.of(), Map.of(), null, null, true);
  }

  /// The same peer with these scopes.
  public PeerEntry withScopes(Set<String> granted) {
    return new PeerEntry(id, fingerprints, tokenHash, granted, resources, displayName, address,
        enabled);
  }

  /// The same peer with these rights and no others.
  public PeerEntry withRights(Set<String> granted, Map<String, Set<String>> actions) {
    return new PeerEntry(id, fingerprints, tokenHash, granted, actions, displayName, address,
        enabled);
  }

  /// The same peer, which people call this.
  public PeerEntry withDisplayName(String name) {
    return new PeerEntry(id, fingerprints, tokenHash, scopes, resources, name, address, enabled);
  }

  /// The same peer, enabled or not.
  public PeerEntry withEnabled(boolean now) {
    return new PeerEntry(id, fingerprints, tokenHash, scopes, resources, displayName, address, now);
  }

  /// Who it is to the access check.
  public Identity identity() {
    return new Identity(id, scopes, resources);
  }
}
