package dev.alknet.runtime.identity;

import java.util.Optional;
import java.util.Set;

/// Which resource is whose, read from memory. Owners are identity ids; a resource is a type and an
/// id, such as `container` and a full container id. Every method throws [OwnershipUnknownException]
/// while the store behind it has failed. Source: call.md §24.3.
public interface OwnershipProvider {
  /// The owner of a resource; empty when nobody's is recorded.
  Optional<String> owner(String type, String id);

  /// The ids of all resources of this type that `owner` has.
  Set<String> owned(String owner, String type);

  /// Nothing is anybody's.
  OwnershipProvider NONE = new OwnershipProvider() {
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
