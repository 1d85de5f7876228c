package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A private key of 32 bytes and the chain code that the keys below it are derived with.
final class ExtendedKey implements AutoCloseable {
  static final int HALF = 32;

  private static final String HMAC = "HmacSHA512";

  private final byte[] key;
  private final byte[] chain;

  private ExtendedKey(byte[] key, byte[] chain) {
    this.key = key;
    this.chain = chain;
  }

  /// The root for `seed`. `name` says for which scheme.
  static ExtendedKey root(String name, Seed seed) {
    return split(hmac(name.getBytes(StandardCharsets.US_ASCII), seed.bytes()));
  }

  /// What the chain code makes of `data` and an index: left half and right half.
  ExtendedKey next(byte[] data, int index) {
    var message = Arrays.copyOf(data, data.length + Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      message[data.length + i] = (byte) (index >>> (8 * (Integer.BYTES - 1 - i)));
    }
    try {
      return split(hmac(chain, message));
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  /// The same chain code with another key, which belongs to the answer from now on.
  ExtendedKey withKey(byte[] other) {
    return new ExtendedKey(other, chain.clone());
  }

  /// A zero byte and the key: what hardened derivation begins with.
  byte[] padded() {
    var padded = new byte[1 + HALF];
    System.arraycopy(key, 0, padded, 1, HALF);
    return padded;
  }

  /// The bytes themselves, for computing; never to be changed.
  byte[] key() {
    return key;
  }

  byte[] chain() {
    return chain;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(chain, (byte) 0);
  }

  @JsonValue
  @Override
  public String toString() {
    return "ExtendedKey" + Redaction.TEXT;
  }

  private static ExtendedKey split(byte[] both) {
    try {
      return new ExtendedKey(Arrays.copyOf(both, HALF),
          Arrays.copyOfRange(both, HALF, both.length));
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + HMAC, e);
    }
  }
}
