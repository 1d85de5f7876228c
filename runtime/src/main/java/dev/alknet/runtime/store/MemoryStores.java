package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.OwnershipStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// Stores that last as long as the process.
final class MemoryStores implements Stores {
  private final MemoryIdentities identities;
  private final MemoryCredentials credentials = new MemoryCredentials();
  private final MemoryOwnership ownership = new MemoryOwnership();

  MemoryStores(StoreOptions options) {
    identities = new MemoryIdentities(options.clock());
  }

  @Override
  public IdentityStore identities() {
    return identities;
  }

  @Override
  public CredentialStore credentials() {
    return credentials;
  }

  @Override
  public OwnershipStore ownership() {
    return ownership;
  }

  @Override
  public Optional<String> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private static final class MemoryCredentials implements CredentialStore {
    private final Map<String, EncryptedCredential> credentials = new ConcurrentSkipListMap<>();

    @Override
    public Optional<EncryptedCredential> credential(String provider) {
      return Optional.ofNullable(credentials.get(provider));
    }

    @Override
    public List<String> providers() {
      return List.copyOf(credentials.keySet());
    }

    @Override
    public void putCredential(String provider, EncryptedCredential credential) {
      credentials.put(provider, credential);
    }

    @Override
    public void deleteCredential(String provider) {
      credentials.remove(provider);
    }
  }

  private static final class MemoryOwnership implements OwnershipStore {
    private final OwnershipIndex index = new OwnershipIndex();

    @Override
    public Optional<String> owner(String type, String id) {
      return index.owner(type, id);
    }

    @Override
    public Set<String> owned(String owner, String type) {
      return index.owned(owner, type);
    }

    @Override
    public Set<String> recorded(String type) {
      return index.recorded(type);
    }

    @Override
    public synchronized void record(String owner, String type, String id) {
      OwnershipIndex.requireOwner(owner);
      index.put(owner, type, id);
    }

    @Override
    public synchronized void revoke(String type, String id) {
      index.remove(type, id);
    }
  }
}
