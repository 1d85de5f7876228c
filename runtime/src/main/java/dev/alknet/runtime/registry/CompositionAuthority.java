package dev.alknet.runtime.registry;

import dev.alknet.runtime.identity.Identity;
import java.util.Map;
import java.util.Set;

/// What a composing handler may do by itself, whoever called it. Granted by the assembly only.
///
/// Source: call.md §10.2, ruling 1.
public record CompositionAuthority(Identity identity) {
  /// An authority with this label and these scopes.
  public static CompositionAuthority of(String label, String... scopes) {
    return new CompositionAuthority(Identity.of(label, Set.of(scopes)));
  }

  /// Whether `other` asks for nothing beyond this authority.
  public boolean covers(CompositionAuthority other) {
    if (identity.operator()) {
      return true;
    }
    return !other.identity.operator()
        && identity.scopes().containsAll(other.identity.scopes())
        && other.identity.resources().entrySet().stream().allMatch(this::grants);
  }

  private boolean grants(Map.Entry<String, Set<String>> resource) {
    return AccessCheck.manages(identity, resource.getKey())
        || identity.resources()
            .getOrDefault(resource.getKey(), Set.of())
            .containsAll(resource.getValue());
  }
}
