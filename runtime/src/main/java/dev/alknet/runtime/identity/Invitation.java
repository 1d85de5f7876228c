package dev.alknet.runtime.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A right to become a peer once: whoever brings the token before `expiresAt` is known as `peerId`
/// from then on, by the key he proves while bringing it, with these rights.
public record Invitation(TokenHash hash, String peerId, Set<String> scopes,
    Map<String, Set<String>> resources, Instant expiresAt) {
  public Invitation {
    if (peerId.isBlank()) {
      throw new IllegalArgumentException("peer id is blank");
    }
    scopes = Set.copyOf(scopes);
    resources = resources.entrySet()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }
}
