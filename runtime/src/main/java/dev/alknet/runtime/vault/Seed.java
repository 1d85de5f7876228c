package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The 64 bytes that all keys are derived from: PBKDF2-HMAC-SHA512 of mnemonic and passphrase, 2048
/// rounds. The passphrase is normalised (NFKD), so that it does not matter how a keyboard composes
/// its letters; the words are plain ASCII already. Source: BIP39; V-7 and V-8; ruling 16.
final class Seed implements AutoCloseable {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  private static final byte[] SALT = "mnemonic".getBytes(StandardCharsets.US_ASCII);
  private static final int ROUNDS = 2048;
  private static final int BITS = 512;
  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 64;

  private final byte[] bytes;

  private Seed(byte[] bytes) {
    this.bytes = bytes;
  }

  static Seed of(Mnemonic mnemonic, SecretText passphrase) throws VaultException {
    var phrase = mnemonic.phrase();
    var salt = salt(passphrase);
    var spec = new PBEKeySpec(phrase, salt, ROUNDS, BITS);
    try {
      return new Seed(SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
      Arrays.fill(phrase, '\0');
      Arrays.fill(salt, (byte) 0);
    }
  }

  /// A copy of these 16 to 64 bytes.
  static Seed of(byte[] bytes) throws VaultException {
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new VaultException(VaultException.Kind.DERIVATION,
          "a seed has 16 to 64 bytes, not " + bytes.length);
    }
    return new Seed(bytes.clone());
  }

  /// The bytes themselves, for deriving; never to be changed.
  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @JsonValue
  @Override
  public String toString() {
    return "Seed" + Redaction.TEXT;
  }

  private static byte[] salt(SecretText passphrase) throws VaultException {
    try (var normal = normalised(passphrase)) {
      var utf8 = normal.utf8();
      var salt = Arrays.copyOf(SALT, SALT.length + utf8.length);
      System.arraycopy(utf8, 0, salt, SALT.length, utf8.length);
      Arrays.fill(utf8, (byte) 0);
      return salt;
    } catch (CharacterCodingException _) {
      throw new VaultException(VaultException.Kind.MNEMONIC,
          "the passphrase is no text: it holds half a character");
    }
  }

  /// ASCII is normal already. Anything else becomes a `String` on the way, which cannot be
  /// overwritten: the JDK normalises nothing else.
  private static SecretText normalised(SecretText passphrase) {
    var chars = passphrase.chars();
    try {
      return ascii(chars)
          ? SecretText.of(chars)
          : SecretText.of(Normalizer.normalize(CharBuffer.wrap(chars), Normalizer.Form.NFKD)
              .toCharArray());
    } finally {
      Arrays.fill(chars, '\0');
    }
  }

  private static boolean ascii(char[] chars) {
    for (var c : chars) {
      if (c > 127) {
        return false;
      }
    }
    return true;
  }
}
