package dev.alknet.runtime.session;

import dev.alknet.runtime.operation.ResourceLimits;
import java.time.Duration;

/// What each run may use up, of the local operator and of everybody else; after how long without a call
/// a session ends; and how many sessions and runs there may be at once, for one identity and in all.
public record SessionRules(ResourceLimits operator, ResourceLimits others, Duration idle,
    int perOwner, int inAll) {
  /// 10 minutes, 4 for one and 16 in all.
  public static SessionRules of(ResourceLimits operator, ResourceLimits others) {
    return new SessionRules(operator, others, Duration.ofMinutes(10), 4, 16);
  }
}
