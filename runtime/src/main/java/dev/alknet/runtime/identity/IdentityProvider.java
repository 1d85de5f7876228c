package dev.alknet.runtime.identity;

import org.jspecify.annotations.Nullable;

/// Says who somebody is, from what he has proved. Asked anew for every request, so that a change
/// counts at once. Source: call.md §8.3.
public interface IdentityProvider {
  /// Whoever holds this key; `null` when nobody here knows it.
  @Nullable
  Identity byFingerprint(Fingerprint fingerprint);

  /// Whoever this bearer token was given to; `null` when it is unknown. `proved` is the key that the
  /// one who shows the token has proved, if any: who is known by keys is known by his token only
  /// together with one of them.
  @Nullable
  Identity byToken(String token, @Nullable Fingerprint proved);

  /// The user this node runs as, calling from another process of this machine.
  @Nullable
  Identity localUser();

  /// Runs `listener` after each change of who is who, until the answer is closed. It must not block.
  default IdentitySource.Listening onChange(Runnable listener) {
    return () -> {};
  }
}
