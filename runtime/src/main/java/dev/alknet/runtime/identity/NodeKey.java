package dev.alknet.runtime.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// What makes a node itself: an Ed25519 key pair, and the certificate TLS wants around it.
///
/// The certificate is an envelope the node makes and signs itself; nobody trusts it, only the key
/// in it, by its [#fingerprint].
public final class NodeKey {
  private static final String ED25519 = "Ed25519";

  private final PrivateKey privateKey;
  private final X509Certificate certificate;
  private final Fingerprint fingerprint;

  private NodeKey(PrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
    this.fingerprint = Fingerprint.of(certificate);
  }

  /// A new key that nobody has seen before.
  public static NodeKey random() {
    try {
      return of(KeyPairGenerator.getInstance(ED25519).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes Ed25519 keys", e);
    }
  }

  /// The key kept in `file`; a new one, which is then kept there, when there is no such file. Only
  /// its owner may be able to read it. A file that holds no key is left as it is.
  public static NodeKey loadOrCreate(Path file) throws IOException {
    return of(KeyFile.loadOrCreate(file));
  }

  /// The key of this seed (32 bytes, RFC 8032), which `file` holds from now on, whatever it held
  /// before.
  public static NodeKey keep(Path file, byte[] seed) throws IOException {
    return of(KeyFile.keep(file, seed));
  }

  static NodeKey of(KeyPair pair) {
    return of(pair, ED25519);
  }

  /// A key of another kind, for tests with software that knows no Ed25519.
  static NodeKey of(KeyPair pair, String signature) {
    return new NodeKey(pair.getPrivate(), SelfSigned.certificate(pair, signature));
  }

  /// The name of the public key.
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /// The certificate that carries the public key, signed with the private key.
  public X509Certificate certificate() {
    return certificate;
  }

  /// The secret half. It leaves the process in no way but into the node's key file.
  public PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public String toString() {
    return fingerprint.text();
  }
}
