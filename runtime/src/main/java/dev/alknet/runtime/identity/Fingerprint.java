package dev.alknet.runtime.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names a public key: `ed25519:` and 64 hex digits of the key itself, or `SHA256:` and the digest
/// of a certificate whose key is of another kind. Source: call.md §8.2.
public record Fingerprint(String text) {
  private static final Pattern FORM = Pattern.compile("(ed25519|SHA256):[0-9a-f]{64}");

  /// How every Ed25519 key begins in X.509: what it is (1.3.101.112), then 32 bytes of key.
  static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int KEY_LENGTH = 32;

  public Fingerprint {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a fingerprint: '" + text
          + "' (expected ed25519: or SHA256: and 64 lowercase hex digits)");
    }
  }

  /// The fingerprint of the 32 bytes of an Ed25519 public key.
  public static Fingerprint ofEd25519(byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("not an Ed25519 key: " + key.length + " bytes");
    }
    return new Fingerprint("ed25519:" + HexFormat.of().formatHex(key));
  }

  /// The fingerprint of whoever shows this certificate: of its key when that is Ed25519, whatever
  /// else the certificate says; else of the certificate.
  public static Fingerprint of(X509Certificate certificate) {
    var key = certificate.getPublicKey().getEncoded();
    if (key != null && key.length == ED25519.length + KEY_LENGTH
        && Arrays.equals(key, 0, ED25519.length, ED25519, 0, ED25519.length)) {
      return ofEd25519(Arrays.copyOfRange(key, ED25519.length, key.length));
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint("SHA256:" + HexFormat.of().formatHex(digest));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate cannot be encoded", e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
