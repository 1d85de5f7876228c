package dev.alknet.runtime.identity;

import java.util.Optional;
import java.util.Set;

/// Records which resource is whose. A write returns when it is durable and this node's reads see it.
/// What a node records is about its own resources; several nodes in one database are kept apart.
/// Source: call.md §24.1, §24.3.
public interface OwnershipStore extends OwnershipProvider {
  /// Makes `owner` the owner of a resource, whoever's it was.
  void record(String owner, String type, String id) throws StoreException, InterruptedException;

  /// Makes a resource nobody's; no harm when it is nobody's already.
  void revoke(String type, String id) throws StoreException, InterruptedException;

  /// The ids of all resources of this type that are somebody's. Read from memory, like the rest.
  Set<String> recorded(String type);

  /// Keeps nothing: for a node that nobody but its operator calls. Static resources decide alone.
  OwnershipStore KEEPS_NOTHING = new OwnershipStore() {
    @Override
    public void record(String owner, String type, String id) {}

    @Override
    public void revoke(String type, String id) {}

    @Override
    public Set<String> recorded(String type) {
      return Set.of();
    }

    @Override
    public Optional<String> owner(String type, String id) {
      return Optional.empty();
    }

    @Override
    public Set<String> owned(String owner, String type) {
      return Set.of();
    }
  };
}
