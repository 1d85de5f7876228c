package dev.alknet.runtime.identity;

import java.util.List;
import java.util.Optional;

/// Encrypted secrets by the name of the service they are for. Never decrypts. Reads come from
/// memory; a write returns when it is durable and this node's reads see it.
/// Source: call.md §24.2; vault-store-script.md §2.2.
public interface CredentialStore {
  /// The secret for `provider`.
  Optional<EncryptedCredential> credential(String provider);

  /// The services there is a secret for, sorted.
  List<String> providers();

  /// Keeps a secret; replaces the one of the same name.
  void putCredential(String provider, EncryptedCredential credential)
      throws StoreException, InterruptedException;

  /// Forgets a secret; no harm when there is none.
  void deleteCredential(String provider) throws StoreException, InterruptedException;
}
