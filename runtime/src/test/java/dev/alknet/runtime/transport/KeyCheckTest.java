package dev.alknet.runtime.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.NodeKey;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
  private final KeyCheck check = new KeyCheck(new Authorities(null));
  private final NodeKey key = NodeKey.random();

  @Test
  void letsAnybodyDialWhoSignedTheirOwnCertificate() throws Exception {
    check.checkClientTrusted(new X509Certificate[]{key.certificate()}, "UNKNOWN");
  }

  @Test
  void refusesADiallerWhoseCertificateDoesNotVerify() throws Exception {
    var forged = forged();

    assertThatThrownBy(() -> check.checkClientTrusted(new X509Certificate[]{forged}, "UNKNOWN"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void trustsNobodyWhoIsNotExpected() {
    assertThatThrownBy(
        () -> check.checkServerTrusted(new X509Certificate[]{key.certificate()}, "UNKNOWN"))
        .isInstanceOf(CertificateException.class);
  }

  /// A certificate with another name than the one that was signed.
  private X509Certificate forged() throws Exception {
    var der = key.certificate().getEncoded();
    var text = new String(der, ISO_8859_1);
    der[text.indexOf("alknet")]++;
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
  }
}
