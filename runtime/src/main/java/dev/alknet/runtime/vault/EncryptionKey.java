package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.alknet.runtime.vault.VaultException.Kind;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The AES key of one version: encrypts and decrypts texts with AES-256-GCM, a tag of 128 bits and
/// nothing authenticated beside. Source: vault-store-script.md §1.5, V-19 to V-21, V-29.
final class EncryptionKey implements AutoCloseable {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_LENGTH = 32;
  private static final int TAG_BITS = 128;

  private final long version;
  private final byte[] bytes;

  private EncryptionKey(long version, byte[] bytes) {
    this.version = version;
    this.bytes = bytes;
  }

  /// The first 32 bytes of `material`, of which there must be as many.
  static EncryptionKey of(long version, byte[] material) throws VaultException {
    if (material.length < KEY_LENGTH) {
      throw new VaultException(Kind.ENCRYPTION,
          "an encryption key has 32 bytes, not " + material.length);
    }
    return new EncryptionKey(version, Arrays.copyOf(material, KEY_LENGTH));
  }

  /// With a new initialisation vector and a new salt.
  EncryptedData encrypt(SecretText plaintext, SecureRandom random) throws VaultException {
    var iv = new byte[EncryptedData.IV_LENGTH];
    var salt = new byte[EncryptedData.SALT_LENGTH];
    random.nextBytes(iv);
    random.nextBytes(salt);
    return encrypt(plaintext, iv, salt);
  }

  /// For vectors only: two texts with one initialisation vector give both away.
  EncryptedData encrypt(SecretText plaintext, byte[] iv, byte[] salt) throws VaultException {
    var text = new byte[0];
    try {
      text = plaintext.utf8();
      return new EncryptedData(version, salt, iv, apply(Cipher.ENCRYPT_MODE, iv, text));
    } catch (CharacterCodingException _) {
      throw new VaultException(Kind.ENCRYPTION, "cannot encrypt half a character");
    } catch (GeneralSecurityException _) {
      throw new VaultException(Kind.ENCRYPTION, "encryption failed");
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /// Whatever is wrong but the form, the failure is the same. The JDK throws unchecked exceptions too,
  /// for what is shorter than a tag.
  SecretText decrypt(EncryptedData encrypted) throws VaultException {
    encrypted.requireReadable();
    var text = new byte[0];
    try {
      text = apply(Cipher.DECRYPT_MODE, encrypted.iv(), encrypted.data());
      return SecretText.ofUtf8(text);
    } catch (GeneralSecurityException | CharacterCodingException | RuntimeException _) {
      throw VaultException.notDecrypted();
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @JsonValue
  @Override
  public String toString() {
    return "EncryptionKey[version %d, %s]".formatted(version, Redaction.TEXT);
  }

  /// What AES-GCM makes of `input`; the tag is at the end of what is encrypted.
  byte[] apply(int mode, byte[] iv, byte[] input) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    return cipher.doFinal(input);
  }
}
