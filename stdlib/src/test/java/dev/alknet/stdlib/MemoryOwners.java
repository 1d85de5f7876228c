package dev.alknet.stdlib;

import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Owners of containers in memory, which can fail to write, and tells what was revoked.
public final class MemoryOwners implements OwnershipStore {
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<String> revoked = new LinkedBlockingQueue<>();
  private volatile boolean writes = true;

  public MemoryOwners failing() {
    writes = false;
    return this;
  }

  /// Waits until this one was revoked; others may be before it.
  public void awaitRevoked(String id) throws InterruptedException {
    var next = revoked.poll(60, TimeUnit.SECONDS);
    while (next != null && !next.equals(id)) {
      next = revoked.poll(60, TimeUnit.SECONDS);
    }
    if (next == null) {
      throw new AssertionError("waited in vain for " + id + " to be revoked");
    }
  }

  @Override
  public Optional<String> owner(String type, String id) {
    return Optional.ofNullable(owners.get(id));
  }

  @Override
  public Set<String> owned(String owner, String type) {
    return owners.entrySet()
        .stream()
        .filter(entry -> entry.getValue().equals(owner))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> recorded(String type) {
    return Set.copyOf(owners.keySet());
  }

  @Override
  public void record(String owner, String type, String id) throws StoreException {
    requireWell();
    owners.put(id, owner);
  }

  @Override
  public void revoke(String type, String id) throws StoreException {
    requireWell();
    owners.remove(id);
    revoked.add(id);
  }

  private void requireWell() throws StoreException {
    if (!writes) {
      throw StoreException.backend("no space left on the disk", null);
    }
  }
}
