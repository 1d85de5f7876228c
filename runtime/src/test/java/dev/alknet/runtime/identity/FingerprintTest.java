package dev.alknet.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void c41_rawKeyAndCertificateOnItGiveTheSameText() {
    var certificate = NodeKey.random().certificate();
    var encoded = certificate.getPublicKey().getEncoded();
    var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);

    assertThat(Fingerprint.of(certificate)).isEqualTo(Fingerprint.ofEd25519(raw));
    assertThat(Fingerprint.of(certificate).text())
        .isEqualTo("ed25519:" + HexFormat.of().formatHex(raw));
  }

  @Test
  void c42_otherCertificatesAreNamedByTheirDigest() throws Exception {
    var pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    var certificate = SelfSigned.certificate(pair, "SHA256withECDSA");
    var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());

    assertThat(Fingerprint.of(certificate).text())
        .isEqualTo("SHA256:" + HexFormat.of().formatHex(digest));
  }

  @Test
  void refusesOtherTexts() {
    assertThatThrownBy(() -> new Fingerprint("ed25519:ABCD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a fingerprint");
    assertThatThrownBy(() -> Fingerprint.ofEd25519(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
