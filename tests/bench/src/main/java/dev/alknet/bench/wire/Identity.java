package dev.alknet.bench.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A P-256 key with its certificate, and the one certificate that the other side has to show. What
/// brings keys of its own keeps them in `folder`, which both sides see.
record Identity(Path folder, KeyManagerFactory keys, TrustManagerFactory peers) {
  /// What all contenders agree on.
  static final String PROTOCOL = "TLSv1.3";
  /// What BoringSSL takes first where processors know AES; others have to be told.
  static final String CIPHER = "TLS_AES_128_GCM_SHA256";

  private static final String PASSWORD = "benchmark";

  /// Makes both sides' keys, which are only good for measuring.
  static void make(Path folder, Path javaHome) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (var name : List.of("server", "client")) {
      var file = folder.resolve(name + ".p12");
      Files.deleteIfExists(file);
      var keytool = new ProcessBuilder(javaHome.resolve("bin/keytool").toString(), "-genkeypair",
          "-keyalg", "EC", "-groupname", "secp256r1", "-alias", name, "-dname", "CN=" + name,
          "-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD,
          "-keystore", file.toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("keytool.log").toFile())
          .start();
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool made no key: " + folder.resolve("keytool.log"));
      }
    }
  }

  static Identity server(Path folder) throws IOException {
    return load(folder, "server", "client");
  }

  static Identity client(Path folder) throws IOException {
    return load(folder, "client", "server");
  }

  /// For sockets of the JDK.
  SSLContext context() throws IOException {
    try {
      var context = SSLContext.getInstance(PROTOCOL);
      context.init(keys.getKeyManagers(), peers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Identity load(Path folder, String own, String other) throws IOException {
    var password = PASSWORD.toCharArray();
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(KeyStore.getInstance(folder.resolve(own + ".p12").toFile(), password), password);

      var store = KeyStore.getInstance(folder.resolve(other + ".p12").toFile(), password);
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(other, store.getCertificate(other));
      var peers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      peers.init(trusted);
      return new Identity(folder, keys, peers);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
