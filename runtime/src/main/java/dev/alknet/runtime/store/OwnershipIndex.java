package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.OwnershipProvider;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which resource is whose. One thread at a time changes it; any may read, without a lock. A set it
/// answers is a view: it follows later changes.
final class OwnershipIndex implements OwnershipProvider {
  /// An owner whom nobody is: no identity has an empty name.
  static final String NOBODY = "";

  private record Resource(String type, String id) {}

  private record Holding(String owner, String type) {}

  private final Map<Resource, String> owners = new ConcurrentHashMap<>();
  private final Map<Holding, Set<String>> owned = new ConcurrentHashMap<>();

  /// An owner has a name.
  static void requireOwner(String owner) {
    if (owner.isBlank()) {
      throw new IllegalArgumentException("owner is blank");
    }
  }

  /// The ids of all resources of this type that are somebody's.
  Set<String> recorded(String type) {
    return owners.keySet()
        .stream()
        .filter(resource -> resource.type().equals(type))
        .map(Resource::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// At no time is a resource that changes hands nobody's.
  void put(String owner, String type, String id) {
    drop(owners.put(new Resource(type, id), owner), type, id);
    owned.computeIfAbsent(new Holding(owner, type), _ -> ConcurrentHashMap.newKeySet()).add(id);
  }

  void remove(String type, String id) {
    drop(owners.remove(new Resource(type, id)), type, id);
  }

  private void drop(@Nullable String owner, String type, String id) {
    if (owner != null) {
      owned.computeIfPresent(new Holding(owner, type), (_, ids) -> {
        ids.remove(id);
        return ids.isEmpty() ? null : ids;
      });
    }
  }

  @Override
  public Optional<String> owner(String type, String id) {
    return Optional.ofNullable(owners.get(new Resource(type, id)));
  }

  @Override
  public Set<String> owned(String owner, String type) {
    return Collections.unmodifiableSet(owned.getOrDefault(new Holding(owner, type), Set.of()));
  }
}
