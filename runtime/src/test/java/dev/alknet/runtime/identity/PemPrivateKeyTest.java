package dev.alknet.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemPrivateKeyTest {
  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(folder.resolve("key.pem"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  @Test
  void readsPkcs1() throws Exception {
    var key = key("RSA");
    write(key);

    assertThat(Files.readString(file)).startsWith("-----BEGIN RSA PRIVATE KEY");
    assertThat(PemPrivateKey.read(file, "RSA")).isEqualTo(key);
  }

  /// As `openssl ecparam -genkey` writes it: the curve, then the key.
  @Test
  void readsSec1() throws Exception {
    var key = (ECPrivateKey) key("EC");
    var curve =
        PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm().getParameters();
    write(new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()),
        new PemObject("EC PRIVATE KEY",
            new org.bouncycastle.asn1.sec.ECPrivateKey(
                key.getParams().getOrder().bitLength(), key.getS(), curve).getEncoded()));

    assertThat(((ECPrivateKey) PemPrivateKey.read(file, "EC")).getS()).isEqualTo(key.getS());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsPkcs8(String algorithm) throws Exception {
    var key = key(algorithm);
    write(new JcaPKCS8Generator(key, null));

    assertThat(PemPrivateKey.read(file, algorithm)).isEqualTo(key);
  }

  @Test
  void saysThatAnEncryptedKeyIsNoUse() throws Exception {
    Files.writeString(file,
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00000000000000000000000000000000

        AAAAAAAAAAAAAAAAAAAAAA==
        -----END RSA PRIVATE KEY-----
        """);

    assertThatThrownBy(() -> PemPrivateKey.read(file, "RSA"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is encrypted");
  }

  @Test
  void saysThatThereIsNoKey() throws Exception {
    Files.writeString(file, "nothing here\n");

    assertThatThrownBy(() -> PemPrivateKey.read(file, "RSA"))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " holds no private key in PEM");
  }

  @Test
  void refusesAKeyOfAnotherKind() throws Exception {
    write(key("EC"));

    assertThatThrownBy(() -> PemPrivateKey.read(file, "RSA"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no RSA private key");
  }

  private static PrivateKey key(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private void write(Object... parts) throws IOException {
    try (var writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
      for (var part : parts) {
        writer.writeObject(part);
      }
    }
  }
}
