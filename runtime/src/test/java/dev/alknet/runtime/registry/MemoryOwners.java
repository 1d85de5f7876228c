package dev.alknet.runtime.registry;

import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.OwnershipUnknownException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Owners in memory, as long as `well`.
final class MemoryOwners implements OwnershipStore {
  private record Resource(String type, String id) {}

  private final Map<Resource, String> owners = new ConcurrentHashMap<>();
  volatile boolean well = true;

  @Override
  public Optional<String> owner(String type, String id) {
    return Optional.ofNullable(owners().get(new Resource(type, id)));
  }

  @Override
  public Set<String> owned(String owner, String type) {
    return owners().entrySet()
        .stream()
        .filter(entry -> entry.getKey().type.equals(type) && entry.getValue().equals(owner))
        .map(entry -> entry.getKey().id)
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> recorded(String type) {
    return owners().keySet()
        .stream()
        .filter(resource -> resource.type.equals(type))
        .map(Resource::id)
        .collect(Collectors.toSet());
  }

  @Override
  public void record(String owner, String type, String id) {
    owners().put(new Resource(type, id), owner);
  }

  @Override
  public void revoke(String type, String id) {
    owners().remove(new Resource(type, id));
  }

  private Map<Resource, String> owners() {
    if (!well) {
      throw new OwnershipUnknownException("the database was replaced");
    }
    return owners;
  }
}
