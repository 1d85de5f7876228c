package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.alknet.runtime.vault.KeyCache.Name;
import dev.alknet.runtime.vault.VaultException.Kind;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/// The keys of one mnemonic, for as long as it is unlocked.
///
/// Safe for use by many threads, which all see one state; a failure changes nothing. While it is locked
/// every question is answered with VAULT_LOCKED, whatever else is wrong with it. The mnemonic is
/// forgotten once the seed is made; the seed and the cached keys are overwritten by [#lock].
/// Source: vault-store-script.md §1.6, V-24 to V-28.
public final class Vault implements AutoCloseable {
  private static final byte[] NO_PUBLIC_KEY = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final KeyCache cache;
  private final SecureRandom random;
  private final Optional<Secp256k1> curve;
  private @Nullable Seed seed;
  private long derivations;

  /// A locked vault.
  public Vault() {
    this(new SecureRandom(), System::nanoTime, Secp256k1.find(Vault.class.getClassLoader()));
  }

  Vault(SecureRandom random, LongSupplier nanoTime, Optional<Secp256k1> curve) {
    this.random = random;
    this.curve = curve;
    cache = new KeyCache(nanoTime);
  }

  /// Unlocks with this mnemonic and passphrase (often empty); both stay the caller's to close. Another
  /// passphrase gives other keys and no error.
  public void unlock(SecretText phrase, SecretText passphrase) throws VaultException {
    lock.lock();
    try {
      requireLocked();
      try (var mnemonic = Mnemonic.parse(phrase)) {
        seed = Seed.of(mnemonic, passphrase);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Makes a mnemonic of so many words, unlocks with it, and returns it: there is no other way to see
  /// it, ever. Close it.
  public Mnemonic unlockNew(int words, SecretText passphrase) throws VaultException {
    lock.lock();
    try {
      requireLocked();
      var mnemonic = Mnemonic.generate(words, random);
      try {
        seed = Seed.of(mnemonic, passphrase);
        return mnemonic;
      } finally {
        if (seed == null) {
          mnemonic.close();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Overwrites seed and keys. Keys that were handed out live on until they are closed.
  public void lock() {
    lock.lock();
    try {
      cache.clear();
      if (seed != null) {
        seed.close();
        seed = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock();
  }

  public boolean unlocked() {
    lock.lock();
    try {
      return seed != null;
    } finally {
      lock.unlock();
    }
  }

  /// The key of this type at this path; the caller's to close. Ed25519 and AES keys are derived by
  /// SLIP-0010, secp256k1 keys by BIP-32.
  public DerivedKey derive(KeyType type, String path) throws VaultException {
    return derive(type, () -> KeyPath.parse(path));
  }

  /// The key of this type at this path.
  public DerivedKey derive(KeyType type, KeyPath path) throws VaultException {
    return derive(type, () -> path);
  }

  /// The key of a device, from 1 on; 0 is the node itself.
  public DerivedKey device(int number) throws VaultException {
    return derive(KeyType.ED25519, () -> KeyPath.device(number));
  }

  /// The Ethereum address of the key at [KeyPath#ETHEREUM].
  public String ethereumAddress() throws VaultException {
    try (var key = derive(KeyType.SECP256K1, KeyPath.ETHEREUM)) {
      return curve().ethereumAddress(key.publicKey());
    }
  }

  /// Encrypts with the key of this version; two encryptions of one text have nothing in common.
  public EncryptedData encrypt(SecretText plaintext, long version) throws VaultException {
    try (var key = encryptionKey(version)) {
      return key.encrypt(plaintext, random);
    }
  }

  /// Decrypts with the key of the version that is written on it; the answer is the caller's to close.
  public SecretText decrypt(EncryptedData encrypted) throws VaultException {
    try (var key = encryptionKey(encrypted.keyVersion())) {
      return key.decrypt(encrypted);
    }
  }

  /// The same text, encrypted anew with the key of version `to`. What it was stays readable.
  public EncryptedData rotate(EncryptedData encrypted, long to) throws VaultException {
    try (var plaintext = decrypt(encrypted)) {
      return encrypt(plaintext, to);
    }
  }

  /// Overwrites cached keys that are older than an hour now rather than when the next one is asked for.
  public void evictExpired() {
    lock.lock();
    try {
      cache.evictExpired();
    } finally {
      lock.unlock();
    }
  }

  /// How often a key was computed and not found in the cache.
  long derivations() {
    lock.lock();
    try {
      return derivations;
    } finally {
      lock.unlock();
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return unlocked() ? "Vault[unlocked, %s]".formatted(Redaction.TEXT) : "Vault[locked]";
  }

  /// A path that may turn out to be none; asked for only when the vault is unlocked.
  @FunctionalInterface
  private interface PathSource {
    KeyPath path() throws VaultException;
  }

  private DerivedKey derive(KeyType type, PathSource source) throws VaultException {
    lock.lock();
    try {
      if (seed == null) {
        throw VaultException.locked();
      }
      var name = new Name(type, source.path());
      var cached = cache.get(name);
      if (cached.isPresent()) {
        return cached.get();
      }
      var key = compute(seed, name);
      derivations++;
      cache.put(name, key);
      return key;
    } finally {
      lock.unlock();
    }
  }

  private DerivedKey compute(Seed from, Name name) throws VaultException {
    var derivation = switch (name.type()) {
      case ED25519, AES_256_GCM -> new Derivation.Ed25519();
      case SECP256K1 -> new Derivation.Bip32(curve());
    };
    try (var key = derivation.derive(from, name.path())) {
      return DerivedKey.of(name.type(), key.key(), publicKey(name.type(), key.key()));
    }
  }

  private byte[] publicKey(KeyType type, byte[] privateKey) throws VaultException {
    return switch (type) {
      case ED25519 -> new Ed25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded();
      case AES_256_GCM -> NO_PUBLIC_KEY;
      case SECP256K1 -> curve().publicKey(privateKey);
    };
  }

  private EncryptionKey encryptionKey(long version) throws VaultException {
    try (var key = derive(KeyType.AES_256_GCM, () -> KeyPath.encryption(version))) {
      var material = key.privateKey();
      try {
        return EncryptionKey.of(version, material);
      } finally {
        Arrays.fill(material, (byte) 0);
      }
    }
  }

  private Secp256k1 curve() throws VaultException {
    return curve.orElseThrow(() -> new VaultException(Kind.UNSUPPORTED_KEY_TYPE,
        "secp256k1 keys are not part of this build"));
  }

  private void requireLocked() throws VaultException {
    if (seed != null) {
      throw new VaultException(Kind.ALREADY_UNLOCKED, "the vault is unlocked already");
    }
  }
}
