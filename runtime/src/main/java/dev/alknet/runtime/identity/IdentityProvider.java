package dev.alknet.runtime.identity;

import org.jspecify.annotations.Nullable;

/// Says who somebody is, from what he has proved. Asked anew for every request, so that a change
/// counts at once. Source: call.md §8.3.
public interface IdentityProvider {
  /// Whoever holds this key; `null` when nobody here knows it.
  @Nullable
  Identity byFingerprint(Fingerprint fingerprint);

  /// Whoever this bearer token was given to; `null` when it is unknown.
  @Nullable
  Identity byToken(String token);

  /// The user this node runs as, calling from another process of this machine.
  @Nullable
  Identity localUser();
}
