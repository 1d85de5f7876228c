package dev.alknet.runtime.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a caller wants one call to run. `null` means: the operation's own timeout for a root call
/// and the parent's deadline for a child; the parent's abort policy.
public record CallOptions(@Nullable Duration timeout, @Nullable AbortPolicy abortPolicy) {
  /// Nothing special.
  public static final CallOptions DEFAULT = new CallOptions(null, null);

  /// Gives up after this time; a child never outlives its parent's deadline.
  public static CallOptions within(Duration timeout) {
    return new CallOptions(timeout, null);
  }

  /// The same options with this abort policy.
  public CallOptions with(AbortPolicy policy) {
    return new CallOptions(timeout, policy);
  }
}
