package dev.alknet.runtime.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a caller wants one call to run, and where. `null` means: the operation's own timeout for a
/// root call and the parent's deadline for a child; the parent's abort policy; whatever has the
/// name, this node before its peers (ruling 4).
public record CallOptions(@Nullable Duration timeout, @Nullable AbortPolicy abortPolicy,
    @Nullable PeerRef peer) {
  /// Nothing special.
  public static final CallOptions DEFAULT = new CallOptions(null, null, null);

  /// Gives up after this time; a child never outlives its parent's deadline.
  public static CallOptions within(Duration timeout) {
    return new CallOptions(timeout, null, null);
  }

  /// Calls the operation of this peer and no other.
  public static CallOptions toPeer(String id) {
    return new CallOptions(null, null, new PeerRef.Specific(id));
  }

  /// The same options with this abort policy.
  public CallOptions with(AbortPolicy policy) {
    return new CallOptions(timeout, policy, peer);
  }

  /// The same options for this peer.
  public CallOptions with(PeerRef ref) {
    return new CallOptions(timeout, abortPolicy, ref);
  }
}
