package dev.alknet.runtime.session;

import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.promotion.Promotions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What each run may use up, of the local operator and of everybody else; after how long without a call
/// a session ends; how many sessions and runs there may be at once, for one identity and in all; and
/// where operations of sessions are kept for review, if they are.
public record SessionRules(ResourceLimits operator, ResourceLimits others, Duration idle,
    int perOwner, int inAll, @Nullable Promotions promotions) {
  /// 10 minutes, 4 for one and 16 in all, and nothing is kept for review.
  public static SessionRules of(ResourceLimits operator, ResourceLimits others) {
    return new SessionRules(operator, others, Duration.ofMinutes(10), 4, 16, null);
  }
}
