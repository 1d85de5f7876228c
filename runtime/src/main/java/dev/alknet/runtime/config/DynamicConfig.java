package dev.alknet.runtime.config;

import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.operation.OperationName;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What counts from the next decision on: who is known, how much one address may ask for, and which
/// credentials an operation may use, by their names in the vault. Source: call.md §23.
public record DynamicConfig(IdentityIndex identities, RateLimits rateLimits,
    Map<OperationName, Set<String>> capabilities) {
  public DynamicConfig {
    capabilities = capabilities.entrySet()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }
}
