package dev.alknet.runtime.session;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.util.HashMap;
import java.util.Map;

/// How many sessions and runs there are, for each identity and in all.
final class Places {
  static final String TOO_MANY = "TOO_MANY_SESSIONS";

  private final int perOwner;
  private final int inAll;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  Places(SessionRules rules) {
    this.perOwner = rules.perOwner();
    this.inAll = rules.inAll();
  }

  /// Takes one for this identity; [CallException] when there is none.
  synchronized void take(String owner) {
    var own = taken.getOrDefault(owner, 0);
    if (own >= perOwner) {
      throw refusal("you have %d sessions and runs already; close one".formatted(own));
    }
    if (all >= inAll) {
      throw refusal("the node has as many sessions and runs as it may; try again later");
    }
    taken.put(owner, own + 1);
    all++;
  }

  synchronized void giveBack(String owner) {
    taken.computeIfPresent(owner, (_, own) -> own == 1 ? null : own - 1);
    all--;
  }

  private static CallException refusal(String why) {
    return new CallException(new CallError(TOO_MANY, why, true, null));
  }
}
