package dev.alknet.repl.command;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.StoreException;
import java.util.List;
import java.util.Optional;

/// A home without a store: there are no credentials, and none can be put.
record NoCredentials() implements CredentialStore, HomeCredentials.Kept {
  @Override
  public CredentialStore store() {
    return this;
  }

  @Override
  public void close() {}

  @Override
  public Optional<EncryptedCredential> credential(String provider) {
    return Optional.empty();
  }

  @Override
  public List<String> providers() {
    return List.of();
  }

  @Override
  public void putCredential(String provider, EncryptedCredential credential)
      throws StoreException {
    throw StoreException.backend("this build keeps no credentials", null);
  }

  @Override
  public void deleteCredential(String provider) {}
}
