package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Credentials in memory; writes of the name `broken` fail.
final class MemoryCredentials implements CredentialStore {
  private final ConcurrentSkipListMap<String, EncryptedCredential> all =
      new ConcurrentSkipListMap<>();

  @Override
  public Optional<EncryptedCredential> credential(String provider) {
    return Optional.ofNullable(all.get(provider));
  }

  @Override
  public List<String> providers() {
    return List.copyOf(all.keySet());
  }

  @Override
  public void putCredential(String provider, EncryptedCredential credential)
      throws StoreException {
    if (provider.equals("broken")) {
      throw StoreException.backend("the disk is full", null);
    }
    all.put(provider, credential);
  }

  @Override
  public void deleteCredential(String provider) {
    all.remove(provider);
  }
}
