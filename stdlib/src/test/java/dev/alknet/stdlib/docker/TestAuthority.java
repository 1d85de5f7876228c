package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// An authority that signs certificates for a daemon and its clients, made with the JDK's keytool.
final class TestAuthority {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  static TestAuthority make(Path folder) throws IOException, InterruptedException {
    var authority = new TestAuthority(Files.createDirectory(folder));
    authority.pair("ca", "-ext", "bc:c");
    authority.keytool("ca", "-exportcert", "-rfc", "-file", authority.file("ca.pem"));
    return authority;
  }

  /// A folder with `cert.pem`, `key.pem` and, as the authority that is trusted, that of `trusted`.
  Path issue(String name, TestAuthority trusted, String... extensions)
      throws IOException, InterruptedException {
    pair(name);
    keytool(name, "-certreq", "-file", file(name + ".csr"));
    var signing = new ArrayList<>(List.of("-gencert", "-rfc", "-infile", file(name + ".csr"),
        "-outfile", file(name + ".crt")));
    for (var extension : extensions) {
      signing.addAll(List.of("-ext", extension));
    }
    keytool("ca", signing.toArray(String[]::new));

    var issued = Files.createDirectory(folder.resolve(name));
    Files.copy(trusted.folder.resolve("ca.pem"), issued.resolve("ca.pem"));
    Files.copy(folder.resolve(name + ".crt"), issued.resolve("cert.pem"));
    var key = issued.resolve("key.pem");
    Files.createFile(key,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, privateKey(name));
    return issued;
  }

  private String privateKey(String name) throws IOException {
    try {
      var store = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(),
          PASSWORD.toCharArray());
      var key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
      var base64 = new String(Base64.getMimeEncoder(64, new byte[]{'\n'}).encode(key), US_ASCII);
      return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void pair(String name, String... more) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1",
        "-dname", "CN=" + name));
    words.addAll(Arrays.asList(more));
    keytool(name, words.toArray(String[]::new));
  }

  private void keytool(String alias, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    command.addAll(Arrays.asList(words));
    command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD,
        "-keystore", file(alias + ".p12")));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
