package dev.alknet.runtime.identity;

/// Records which resource is whose. A write returns when it is durable and this node's reads see it.
/// What a node records is about its own resources; several nodes in one database are kept apart.
/// Source: call.md §24.1, §24.3.
public interface OwnershipStore extends OwnershipProvider {
  /// Makes `owner` the owner of a resource, whoever's it was.
  void record(String owner, String type, String id) throws StoreException, InterruptedException;

  /// Makes a resource nobody's; no harm when it is nobody's already.
  void revoke(String type, String id) throws StoreException, InterruptedException;
}
