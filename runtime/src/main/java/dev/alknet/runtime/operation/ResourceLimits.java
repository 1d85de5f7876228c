package dev.alknet.runtime.operation;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/// How much a run of a script may use up. What is not named is not limited.
public record ResourceLimits(Map<Limit, Long> amounts) {
  /// Nothing is limited.
  public static final ResourceLimits NONE = new ResourceLimits(Map.of());

  public ResourceLimits {
    amounts.forEach((limit, amount) -> {
      if (amount < 1) {
        throw new IllegalArgumentException(limit.text() + " is not above 0: " + amount);
      }
    });
    amounts = Map.copyOf(amounts);
  }

  /// How much is allowed; absent for any amount.
  public OptionalLong of(Limit limit) {
    var amount = amounts.get(limit);
    return amount == null ? OptionalLong.empty() : OptionalLong.of(amount);
  }

  /// Whether it is limited.
  public boolean has(Limit limit) {
    return amounts.containsKey(limit);
  }

  /// The same, but this one.
  public ResourceLimits with(Limit limit, long amount) {
    return with(Map.of(limit, amount));
  }

  /// The same, but these.
  public ResourceLimits with(Map<Limit, Long> others) {
    var all = new EnumMap<Limit, Long>(Limit.class);
    all.putAll(amounts);
    all.putAll(others);
    return new ResourceLimits(all);
  }

  /// The same, but this one is not limited.
  public ResourceLimits without(Limit limit) {
    var all = new EnumMap<Limit, Long>(Limit.class);
    all.putAll(amounts);
    all.remove(limit);
    return new ResourceLimits(all);
  }
}
