package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.vault.EncryptedData;
import dev.alknet.runtime.vault.SecretText;
import dev.alknet.runtime.vault.Vault;
import dev.alknet.runtime.vault.VaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The credentials of a home: kept encrypted by a store that cannot read them, and read with a vault
/// that keeps nothing. What handlers are allowed to use of the outside world is made from here.
///
/// Safe for use by many threads. The one place where the vault's form of a ciphertext becomes the
/// store's.
public final class VaultCredentials {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/@:-]{0,127}");

  private final Vault vault;
  private final CredentialStore store;

  VaultCredentials(Vault vault, CredentialStore store) {
    this.vault = vault;
    this.store = store;
  }

  /// The names there are, sorted; known also while the vault is locked.
  public List<String> names() {
    return store.providers();
  }

  /// Whether [#secret] can be asked for.
  public boolean unlocked() {
    return vault.unlocked();
  }

  /// The secret of this name, decrypted now; absent when there is none. The array is the caller's to
  /// overwrite. Refused with a sentence when the vault is locked or is not the one it was encrypted
  /// with.
  public Optional<char[]> secret(String name) throws IOException {
    var stored = store.credential(name);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try (var secret = vault.decrypt(ofStore(stored.get()))) {
      return Optional.of(secret.chars());
    } catch (VaultException e) {
      throw e.kind() == VaultException.Kind.ENCRYPTION
          ? new VaultRefusal("the credential " + name + " cannot be read: " + e.getMessage())
          : VaultRefusal.of(e);
    }
  }

  /// Encrypts with the key of this version and keeps it.
  synchronized void put(String name, SecretText secret, long version)
      throws IOException, InterruptedException {
    if (!NAME.matcher(name).matches()) {
      throw new VaultRefusal("not a name for a credential: '" + name
          + "' (expected letters, digits and . _ / @ : - after the first)");
    }
    try {
      store.putCredential(name, toStore(vault.encrypt(secret, version)));
    } catch (VaultException e) {
      throw VaultRefusal.of(e);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  /// Forgets it; answers whether there was one.
  synchronized boolean remove(String name) throws IOException, InterruptedException {
    var there = store.credential(name).isPresent();
    try {
      store.deleteCredential(name);
    } catch (StoreException e) {
      throw failed(e);
    }
    return there;
  }

  /// Encrypts all of them anew with the key of this version, one after the other. Should it be
  /// interrupted, what is done is done and the rest is readable as before.
  synchronized VaultRotation rotate(long version) throws IOException, InterruptedException {
    var rotated = new ArrayList<String>();
    var unreadable = new ArrayList<String>();
    for (var name : store.providers()) {
      var stored = store.credential(name);
      if (stored.isPresent()) {
        (rotate(name, stored.get(), version) ? rotated : unreadable).add(name);
      }
    }
    return new VaultRotation(rotated, unreadable);
  }

  /// How many credentials there are of each version.
  SortedMap<Long, Integer> versions() {
    var versions = new TreeMap<Long, Integer>();
    for (var name : store.providers()) {
      store.credential(name)
          .ifPresent(stored -> versions.merge((long) stored.keyVersion(), 1, Integer::sum));
    }
    return versions;
  }

  private boolean rotate(String name, EncryptedCredential stored, long version)
      throws IOException, InterruptedException {
    SecretText secret;
    try {
      secret = vault.decrypt(ofStore(stored));
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.VAULT_LOCKED) {
        throw VaultRefusal.of(e);
      }
      return false;
    }
    try (secret) {
      store.putCredential(name, toStore(vault.encrypt(secret, version)));
      return true;
    } catch (VaultException e) {
      throw VaultRefusal.of(e);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  private static IOException failed(StoreException e) {
    return new IOException("the store of this home: " + e.getMessage(), e);
  }

  private static EncryptedCredential toStore(EncryptedData data) {
    return new EncryptedCredential(Math.toIntExact(data.keyVersion()), data.salt(), data.iv(),
        data.data());
  }

  private static EncryptedData ofStore(EncryptedCredential stored) {
    return new EncryptedData(stored.keyVersion(), stored.salt(), stored.iv(), stored.data());
  }
}
