package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.vault.DerivedKey;
import dev.alknet.runtime.vault.KeyPath;
import dev.alknet.runtime.vault.KeyType;
import dev.alknet.runtime.vault.Mnemonic;
import dev.alknet.runtime.vault.SecretText;
import dev.alknet.runtime.vault.Vault;
import dev.alknet.runtime.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Gives a home its vault: the node's key becomes the one that follows from a mnemonic. The node
/// starts without the mnemonic afterwards, since it has `node.key`; its credentials want it.
public final class VaultSetup {
  private final Path home;
  private final boolean replaceKey;

  private VaultSetup(Path home, boolean replaceKey) {
    this.home = home;
    this.replaceKey = replaceKey;
  }

  /// For a home folder that exists. A node key of other origin is moved to `node.key.old` when
  /// `replaceKey`, and is a reason to refuse when not.
  public static VaultSetup of(Path home, boolean replaceKey) {
    return new VaultSetup(home, replaceKey);
  }

  /// Whoever gets to see the new words, and the name the node has by them. Throws when they could not
  /// be shown.
  @FunctionalInterface
  public interface Reader {
    void read(char[] phrase, Fingerprint identity) throws IOException;
  }

  /// Makes a mnemonic of so many words and shows it to `reader`, before anything is kept: if that fails
  /// nothing has happened. The array is overwritten afterwards. Answers the node's new name.
  public Fingerprint create(int words, char[] passphrase, Reader reader) throws IOException {
    var facts = VaultFacts.read(home);
    if (facts.isPresent()) {
      throw otherVault(facts.get());
    }
    if (Files.exists(keyFile())) {
      requireReplaceable();
    }
    try (var vault = new Vault();
        var secret = SecretText.of(passphrase);
        var mnemonic = vault.unlockNew(words, secret)) {
      show(mnemonic, identity(vault), reader);
      return keep(vault, passphrase.length > 0);
    } catch (VaultException e) {
      throw VaultRefusal.of(e);
    }
  }

  /// Takes a mnemonic that somebody has already. When the home has a vault it must be this one: then
  /// what is missing is made anew.
  public Fingerprint restore(char[] phrase, char[] passphrase) throws IOException {
    try (var vault = new Vault();
        var words = SecretText.of(phrase);
        var secret = SecretText.of(passphrase)) {
      vault.unlock(words, secret);
      return keep(vault, passphrase.length > 0);
    } catch (VaultException e) {
      throw VaultRefusal.of(e);
    }
  }

  private static void show(Mnemonic mnemonic, Fingerprint identity, Reader reader)
      throws IOException {
    var phrase = mnemonic.phrase();
    try {
      reader.read(phrase, identity);
    } finally {
      Arrays.fill(phrase, '\0');
    }
  }

  private static Fingerprint identity(Vault vault) throws VaultException {
    try (var key = vault.derive(KeyType.ED25519, KeyPath.IDENTITY)) {
      return Fingerprint.ofEd25519(key.publicKey());
    }
  }

  private Fingerprint keep(Vault vault, boolean passphrase) throws IOException, VaultException {
    try (var key = vault.derive(KeyType.ED25519, KeyPath.IDENTITY)) {
      var identity = Fingerprint.ofEd25519(key.publicKey());
      var facts = VaultFacts.read(home);
      if (facts.isPresent() && !facts.get().identity().equals(identity)) {
        throw otherVault(facts.get());
      }
      if (!holds(identity)) {
        replaceKey(key);
      }
      if (facts.isEmpty()) {
        VaultFacts.fresh(identity, passphrase).write(home);
      }
      return identity;
    }
  }

  private boolean holds(Fingerprint identity) throws IOException {
    if (!Files.exists(keyFile())) {
      return false;
    }
    try {
      return NodeKey.loadOrCreate(keyFile()).fingerprint().equals(identity);
    } catch (IOException e) {
      if (replaceKey) {
        return false;
      }
      throw e;
    }
  }

  /// The old key has its other name before the new one takes its place.
  private void replaceKey(DerivedKey key) throws IOException {
    if (Files.exists(keyFile())) {
      requireReplaceable();
      Files.createLink(oldKeyFile(), keyFile());
    }
    var seed = key.privateKey();
    try {
      var _ = NodeKey.keep(keyFile(), seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private void requireReplaceable() throws IOException {
    if (!replaceKey) {
      throw new VaultRefusal(
          ("%s holds another key, by which other nodes may know this one; to take"
              + " the vault's instead and keep that one as node.key.old add: --replace-key")
              .formatted(keyFile()));
    }
    if (Files.exists(oldKeyFile())) {
      throw new VaultRefusal(oldKeyFile() + " holds a key that was replaced before; move it away");
    }
  }

  private VaultRefusal otherVault(VaultFacts facts) {
    return new VaultRefusal("%s has a vault already, with the identity %s"
        .formatted(home, facts.identity()));
  }

  private Path keyFile() {
    return home.resolve("node.key");
  }

  private Path oldKeyFile() {
    return home.resolve("node.key.old");
  }
}
