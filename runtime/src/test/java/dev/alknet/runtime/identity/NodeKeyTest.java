package dev.alknet.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeyTest {
  /// Written by `openssl genpkey -algorithm ed25519`: the key of RFC 8032, test 1.
  private static final String OPENSSL = """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      -----END PRIVATE KEY-----
      """;
  private static final String PUBLIC =
      "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @TempDir
  Path folder;

  @Test
  void signsItsCertificateWithItsOwnKey() throws Exception {
    var key = NodeKey.random();
    var certificate = key.certificate();

    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();

    assertThat(Fingerprint.of(certificate)).isEqualTo(key.fingerprint());
  }

  @Test
  void isKeptInAFileThatOnlyItsOwnerCanRead() throws Exception {
    var file = folder.resolve("deep/node.key");

    var made = NodeKey.loadOrCreate(file);
    var loaded = NodeKey.loadOrCreate(file);

    assertThat(loaded.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void readsWhatOpensslWrites() throws Exception {
    var file = keep(OPENSSL, "rw-------");

    assertThat(NodeKey.loadOrCreate(file).fingerprint().text()).isEqualTo(PUBLIC);
  }

  @Test
  void refusesAFileThatOthersCanRead() throws Exception {
    var file = keep(OPENSSL, "rw-r-----");

    assertThatThrownBy(() -> NodeKey.loadOrCreate(file)).isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void readsOrRefusesAFileThatNobodyMayRead() throws Exception {
    var file = keep(OPENSSL, "---------");

    try {
      assertThat(NodeKey.loadOrCreate(file).fingerprint().text()).isEqualTo(PUBLIC);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining(file.toString());
    }
  }

  @Test
  void neverOverwritesABrokenFile() throws Exception {
    for (var broken : new String[]{"", "no key", OPENSSL.replace("MC4C", "MC4D"),
        OPENSSL.replace("MC4CAQAwBQYDK2VwBCIEI", "")}) {
      var file = keep(broken, "rw-------");

      assertThatThrownBy(() -> NodeKey.loadOrCreate(file)).isInstanceOf(IOException.class)
          .hasMessageContaining("holds no Ed25519 private key");
      assertThat(file).hasContent(broken);
    }
  }

  private Path keep(String text, String mode) throws IOException {
    var file = folder.resolve("node.key");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }
}
