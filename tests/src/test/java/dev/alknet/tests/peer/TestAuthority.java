package dev.alknet.tests.peer;

import dev.alknet.runtime.identity.TlsIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// A certificate authority of a test's own.
final class TestAuthority {
  private static final X500Name NAME = new X500Name("CN=test authority");

  private final KeyPair pair = p256();
  private final X509Certificate root;

  TestAuthority() throws Exception {
    root = certificate(NAME, pair.getPublic(), null);
  }

  /// The trust in this authority and nobody else.
  KeyStore anchors() throws GeneralSecurityException, IOException {
    var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    anchors.setCertificateEntry("root", root);
    return anchors;
  }

  /// A certificate for a host name.
  TlsIdentity issue(String host) throws Exception {
    var own = p256();
    return new TlsIdentity(own.getPrivate(),
        List.of(certificate(new X500Name("CN=" + host), own.getPublic(), host), root));
  }

  private X509Certificate certificate(X500Name subject, PublicKey key,
      @Nullable String host)
      throws CertIOException, OperatorCreationException, GeneralSecurityException {
    var builder = new JcaX509v3CertificateBuilder(NAME,
        BigInteger.valueOf(System.nanoTime()), Date.from(Instant.parse("2020-01-01T00:00:00Z")),
        Date.from(Instant.parse("2099-01-01T00:00:00Z")), subject, key);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
    if (host != null) {
      builder.addExtension(Extension.subjectAlternativeName, false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair p256() {
    try {
      var pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(new ECGenParameterSpec("secp256r1"));
      return pairs.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes P-256 keys", e);
    }
  }
}
