package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.vault.KeyPath;
import dev.alknet.runtime.vault.KeyType;
import dev.alknet.runtime.vault.SecretText;
import dev.alknet.runtime.vault.Vault;
import dev.alknet.runtime.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The vault of a home in this process, locked at first. Closing it locks it; the store is left alone.
public final class NodeVault implements VaultAccess {
  private final Vault vault = new Vault();
  private final Path home;
  private final VaultCredentials credentials;

  private NodeVault(Path home, CredentialStore store) {
    this.home = home;
    credentials = new VaultCredentials(vault, store);
  }

  /// Whether this home has a vault.
  public static boolean exists(Path home) {
    return Files.exists(home.resolve("vault.json"));
  }

  /// The vault of this home, whose credentials `store` keeps. Refused when it has none.
  public static NodeVault open(Path home, CredentialStore store) throws IOException {
    var vault = new NodeVault(home, store);
    var _ = vault.facts();
    return vault;
  }

  /// What handlers are to be given from.
  public VaultCredentials credentials() {
    return credentials;
  }

  @Override
  public VaultStatus status() throws IOException {
    var facts = facts();
    return new VaultStatus(facts.identity(), facts.passphrase(), facts.keyVersion(),
        vault.unlocked(), credentials.versions());
  }

  /// The words are tried in a vault of their own first: with wrong ones this one is never unlocked.
  @Override
  public boolean unlock(char[] phrase, char[] passphrase) throws IOException {
    var facts = facts();
    try (var words = SecretText.of(phrase); var secret = SecretText.of(passphrase)) {
      if (!identity(words, secret).equals(facts.identity())) {
        throw new VaultRefusal(facts.passphrase()
            ? "these are not the words of this vault, or not its passphrase"
            : "these are not the words of this vault");
      }
      vault.unlock(words, secret);
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.ALREADY_UNLOCKED) {
        return false;
      }
      throw VaultRefusal.of(e);
    }
    return true;
  }

  @Override
  public boolean lock() {
    var unlocked = vault.unlocked();
    vault.lock();
    return unlocked;
  }

  @Override
  public List<String> names() {
    return credentials.names();
  }

  @Override
  public void put(String name, char[] secret) throws IOException, InterruptedException {
    try (var text = SecretText.of(secret)) {
      credentials.put(name, text, facts().keyVersion());
    }
  }

  @Override
  public boolean remove(String name) throws IOException, InterruptedException {
    return credentials.remove(name);
  }

  @Override
  public VaultRotation rotate(long version) throws IOException, InterruptedException {
    requireKey(version);
    var rotation = credentials.rotate(version);
    facts().withKeyVersion(version).write(home);
    return rotation;
  }

  @Override
  public VaultPublicKeys publicKeys() throws IOException {
    try {
      return VaultPublicKeys.of(vault);
    } catch (VaultException e) {
      throw VaultRefusal.of(e);
    }
  }

  @Override
  public void close() {
    vault.close();
  }

  /// Refuses a version that has no key before anything is encrypted anew.
  private void requireKey(long version) throws IOException {
    if (version > Integer.MAX_VALUE) {
      throw new VaultRefusal("key versions end with " + Integer.MAX_VALUE);
    }
    try {
      var path = KeyPath.encryption(version);
      vault.derive(KeyType.AES_256_GCM, path).close();
    } catch (VaultException e) {
      throw VaultRefusal.of(e);
    }
  }

  private VaultFacts facts() throws IOException {
    return VaultFacts.read(home)
        .orElseThrow(() -> new VaultRefusal(
            "there is no vault in %s; make one with: alk vault init".formatted(home)));
  }

  private static Fingerprint identity(SecretText words, SecretText passphrase)
      throws VaultException {
    try (var probe = new Vault()) {
      probe.unlock(words, passphrase);
      try (var key = probe.derive(KeyType.ED25519, KeyPath.IDENTITY)) {
        return Fingerprint.ofEd25519(key.publicKey());
      }
    }
  }
}
