package dev.alknet.stdlib.docker;

import dev.alknet.runtime.identity.TlsIdentity;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// What is shown to a daemon over TLS and whom it is trusted by: `ca.pem`, `cert.pem` and `key.pem` in
/// a folder, as Docker's command line has them. Read at the first connection.
final class DaemonTls {
  private static final String CA = "ca.pem";
  private static final String CERTIFICATE = "cert.pem";
  private static final String KEY = "key.pem";
  private static final char[] NO_PASSWORD = new char[0];

  private final Path folder;
  private @Nullable SSLContext context;

  DaemonTls(Path folder) {
    this.folder = folder;
  }

  /// Refuses a folder that lacks something. Without this nobody would notice before the first call.
  static void requireFiles(Path folder) {
    for (var name : List.of(CA, CERTIFICATE, KEY)) {
      if (!Files.isReadable(folder.resolve(name))) {
        throw new IllegalArgumentException(
            "DOCKER_TLS_VERIFY asks for TLS, and there is no %s to read in %s (DOCKER_CERT_PATH)"
                .formatted(name, folder));
      }
    }
  }

  synchronized SSLContext context() throws ConnectException {
    if (context == null) {
      context = load();
    }
    return context;
  }

  private SSLContext load() throws ConnectException {
    try {
      var own = TlsIdentity.load(folder.resolve(CERTIFICATE), folder.resolve(KEY));
      var store = emptyStore();
      store.setKeyEntry("own", own.privateKey(), NO_PASSWORD,
          own.chain().toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);

      var trusted = emptyStore();
      var authorities = TlsIdentity.certificates(folder.resolve(CA));
      for (var i = 0; i < authorities.size(); i++) {
        trusted.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);

      var made = SSLContext.getInstance("TLS");
      made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return made;
    } catch (IOException | GeneralSecurityException e) {
      var unusable = new ConnectException("no use for TLS: " + e.getMessage());
      unusable.initCause(e);
      throw unusable;
    }
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
