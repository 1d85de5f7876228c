package dev.alknet.runtime.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates around a key, signed with that key.
///
/// They are valid from long ago until X.509's "no end": what counts is the key, and a clock that is
/// wrong must not keep a node out.
final class SelfSigned {
  private static final X500Name NAME = new X500Name("CN=alknet");
  private static final Date FROM = Date.from(Instant.parse("2000-01-01T00:00:00Z"));
  private static final Date UNTIL = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

  private SelfSigned() {}

  static X509Certificate certificate(KeyPair pair, String signature) {
    try {
      var serial = new BigInteger(64, new SecureRandom()).add(BigInteger.ONE);
      var builder =
          new JcaX509v3CertificateBuilder(NAME, serial, FROM, UNTIL, NAME, pair.getPublic());
      var signer = new JcaContentSignerBuilder(signature).build(pair.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalArgumentException("no certificate can be made with " + signature, e);
    }
  }
}
