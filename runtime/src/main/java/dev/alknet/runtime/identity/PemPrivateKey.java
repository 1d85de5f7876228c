package dev.alknet.runtime.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// The private key in a PEM file, in whichever of the three forms that tools write: PKCS#8 (`PRIVATE
/// KEY`), PKCS#1 (`RSA PRIVATE KEY`) or SEC 1 (`EC PRIVATE KEY`).
final class PemPrivateKey {
  private PemPrivateKey() {}

  /// A file that is not its owner's alone, is encrypted or holds no key of this kind is refused.
  static PrivateKey read(Path file, String algorithm) throws IOException {
    KeyFile.requirePrivate(file);
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(info(file).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("%s holds no %s private key".formatted(file, algorithm), e);
    }
  }

  private static PrivateKeyInfo info(Path file) throws IOException {
    try (var parser = new PEMParser(Files.newBufferedReader(file))) {
      for (var part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PrivateKeyInfo key -> {
            return key;
          }
          case PEMKeyPair pair -> {
            return pair.getPrivateKeyInfo();
          }
          case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ -> throw new IOException(
              "the private key in %s is encrypted; decrypt it with openssl pkey".formatted(file));
          default -> {
            // the parameters of the curve, or a certificate beside it
          }
        }
      }
    }
    throw new IOException(file + " holds no private key in PEM");
  }
}
