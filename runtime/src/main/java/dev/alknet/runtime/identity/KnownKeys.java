package dev.alknet.runtime.identity;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The identities a node was started with: whose key is whose, and who runs the node. Fixed while it
/// runs. Nobody is known by a token.
public final class KnownKeys implements IdentityProvider {
  private final Map<Fingerprint, Identity> keys;
  private final Identity operator;

  /// Knows these keys; the local user is `operator`.
  public KnownKeys(Map<Fingerprint, Identity> keys, Identity operator) {
    this.keys = Map.copyOf(keys);
    this.operator = operator;
  }

  @Override
  public @Nullable Identity byFingerprint(Fingerprint fingerprint) {
    return keys.get(fingerprint);
  }

  /// Whoever has this name: one of the keys' owners, or the operator.
  public Optional<Identity> named(String id) {
    return Stream.concat(keys.values().stream(), Stream.of(operator))
        .filter(identity -> identity.id().equals(id))
        .findFirst();
  }

  @Override
  public @Nullable Identity byToken(String token) {
    return null;
  }

  @Override
  public Identity localUser() {
    return operator;
  }
}
