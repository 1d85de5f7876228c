package dev.alknet.runtime.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a node shows where it listens: its own key in a certificate it has made itself, or, for a
/// public domain, a certificate that an authority has issued. `chain` begins with the certificate of
/// `privateKey`. Source: call.md §22.
public record TlsIdentity(PrivateKey privateKey, List<X509Certificate> chain) {
  public TlsIdentity {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
    chain = List.copyOf(chain);
  }

  /// The node's own key.
  public static TlsIdentity of(NodeKey key) {
    return new TlsIdentity(key.privateKey(), List.of(key.certificate()));
  }

  /// A chain of certificates and the private key (PKCS#8, PKCS#1 or SEC 1, readable for its owner only) of the first,
  /// both in PEM.
  public static TlsIdentity load(Path certificates, Path key) throws IOException {
    var chain = certificates(certificates);
    var open = chain.getFirst().getPublicKey();
    var secret = PemPrivateKey.read(key, open.getAlgorithm());
    try {
      if (!belongTogether(open, secret)) {
        throw new IOException(
            "%s is not the private key of the first certificate in %s".formatted(key,
                certificates));
      }
      return new TlsIdentity(secret, chain);
    } catch (GeneralSecurityException e) {
      throw new IOException("the private key in " + key + " cannot sign", e);
    }
  }

  /// The certificates in a PEM file, at least one.
  public static List<X509Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var chain = CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
      if (chain.isEmpty()) {
        throw new IOException(file + " holds no certificate (PEM)");
      }
      return chain;
    } catch (CertificateException e) {
      throw new IOException(file + " holds no certificate (PEM)", e);
    }
  }

  private static boolean belongTogether(PublicKey open, PrivateKey secret)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(switch (open.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> open.getAlgorithm();
    });
    var probe = new byte[]{1};
    signature.initSign(secret);
    signature.update(probe);
    var signed = signature.sign();
    signature.initVerify(open);
    signature.update(probe);
    return signature.verify(signed);
  }

  /// By what others know it: the key when it is Ed25519, else the certificate.
  public Fingerprint fingerprint() {
    return Fingerprint.of(chain.getFirst());
  }

  @Override
  public String toString() {
    return fingerprint().text();
  }
}
