package dev.alknet.runtime.identity;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Who makes a call, as far as the access check is concerned.
///
/// `id` is the stable logical name (a peer id, never a key), `scopes` are flat literal strings
/// without wildcards, and `resources` maps a resource type to the actions granted on it
/// (`{"container": ["manage"]}`). The `operator` is whoever runs the node: everything is granted to
/// him, and nothing that comes over the wire can make an identity an operator's.
/// Source: call.md §8.1, ruling 19.
public record Identity(String id, Set<String> scopes, Map<String, Set<String>> resources,
    boolean operator) {
  public Identity {
    if (id.isBlank()) {
      throw new IllegalArgumentException("identity id is blank");
    }
    scopes = Set.copyOf(scopes);
    resources = resources.entrySet()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }

  /// An identity with scopes and resources.
  public Identity(String id, Set<String> scopes, Map<String, Set<String>> resources) {
    this(id, scopes, resources, false);
  }

  /// Whoever runs the node.
  public static Identity operator(String id) {
    return new Identity(id, Set.of(), Map.of(), true);
  }

  /// An identity with scopes and no resources.
  public static Identity of(String id, Set<String> scopes) {
    return new Identity(id, scopes, Map.of());
  }
}
