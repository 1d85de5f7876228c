package dev.alknet.runtime.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Peers and API keys, found by what they prove. Immutable; a change makes another one.
///
/// A credential that two entries claim is nobody's, and a name that two entries have belongs to
/// neither: [#conflicts] says so. Source: call.md §8.2; vault-store-script.md §2.3.
public final class IdentityIndex {
  /// Knows nobody.
  public static final IdentityIndex EMPTY = of(List.of(), List.of());

  /// The longest token that is looked at, in characters.
  private static final int LONGEST_TOKEN = 4096;

  private final Map<String, PeerEntry> peers = new LinkedHashMap<>();
  private final Map<String, ApiKeyEntry> apiKeys = new LinkedHashMap<>();
  private final Map<Fingerprint, Identity> byFingerprint = new HashMap<>();
  private final Map<TokenHash, Identity> byToken = new HashMap<>();
  private final List<String> conflicts = new ArrayList<>();

  private IdentityIndex() {}

  /// An index of these entries.
  public static IdentityIndex of(Collection<PeerEntry> peers, Collection<ApiKeyEntry> apiKeys) {
    var index = new IdentityIndex();
    Set<String> names = new HashSet<>();
    for (var peer : peers) {
      if (names.add(peer.id())) {
        index.peers.put(peer.id(), peer);
      } else if (index.peers.remove(peer.id()) != null) {
        index.conflicts.add("two peers are named " + peer.id() + "; neither is known");
      }
    }
    Set<Object> claimed = new HashSet<>();
    index.peers.values().forEach(peer -> index.add(peer, claimed));
    Set<String> prefixes = new HashSet<>();
    for (var key : apiKeys) {
      if (prefixes.add(key.prefix())) {
        index.apiKeys.put(key.prefix(), key);
      } else if (index.apiKeys.remove(key.prefix()) != null) {
        index.conflicts.add("two API keys begin with " + key.prefix() + "; neither is valid");
      }
    }
    return index;
  }

  /// The same names and credentials, none of which is good: the peers are disabled and the API keys
  /// have expired. Nobody else gets what they forbid.
  public IdentityIndex barred() {
    return of(peers.values().stream().map(peer -> peer.withEnabled(false)).toList(),
        apiKeys.values().stream().map(key -> key.expiring(Instant.MIN)).toList());
  }

  private void add(PeerEntry peer, Set<Object> claimed) {
    var identity = peer.identity();
    for (var fingerprint : Set.copyOf(peer.fingerprints())) {
      claim(fingerprint, peer.enabled() ? identity : null, byFingerprint, claimed);
    }
    if (peer.tokenHash() != null) {
      claim(peer.tokenHash(), peer.enabled() ? identity : null, byToken, claimed);
    }
  }

  private <K> void claim(K credential, @Nullable Identity identity, Map<K, Identity> owners,
      Set<Object> claimed) {
    if (!claimed.add(credential)) {
      owners.remove(credential);
      conflicts.add("two peers have " + credential + "; neither is known by it");
    } else if (identity != null) {
      owners.put(credential, identity);
    }
  }

  /// Whoever has this key; `null` when nobody, or nobody enabled, has it.
  public @Nullable Identity byFingerprint(Fingerprint fingerprint) {
    return byFingerprint.get(fingerprint);
  }

  /// The bearer of this token: a peer's first, then an API key's that is valid at `now`. A token of
  /// more than 4096 characters is nobody's.
  public @Nullable Identity byToken(String token, Instant now) {
    if (token.length() > LONGEST_TOKEN) {
      return null;
    }
    var hash = TokenHash.of(token);
    var peer = byToken.get(hash);
    if (peer != null) {
      return peer;
    }
    if (!token.startsWith(ApiKeyEntry.MARK) || token.length() < ApiKeyEntry.PREFIX_LENGTH) {
      return null;
    }
    var key = apiKeys.get(token.substring(0, ApiKeyEntry.PREFIX_LENGTH));
    return key != null && key.hash().matches(hash) && key.validAt(now) ? key.identity() : null;
  }

  /// The peer of this name; `null` when there is none.
  public @Nullable PeerEntry peer(String id) {
    return peers.get(id);
  }

  /// All peers, in the order they were given.
  public List<PeerEntry> peers() {
    return List.copyOf(peers.values());
  }

  /// All API keys, in the order they were given.
  public List<ApiKeyEntry> apiKeys() {
    return List.copyOf(apiKeys.values());
  }

  /// What had to be left out and why, a sentence each.
  public List<String> conflicts() {
    return List.copyOf(conflicts);
  }
}
