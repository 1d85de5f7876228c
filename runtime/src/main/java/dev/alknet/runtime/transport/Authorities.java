package dev.alknet.runtime.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Who vouches for public endpoints, read when first asked for: that takes a while.
final class Authorities {
  private final @Nullable KeyStore anchors;
  private @Nullable X509ExtendedTrustManager manager;

  /// Those in `anchors`; those the JDK comes with when it is `null`.
  Authorities(@Nullable KeyStore anchors) {
    this.anchors = anchors;
  }

  /// Checks chains (PKIX, RFC 5280) and, when its engine says so, host names.
  synchronized X509ExtendedTrustManager manager() {
    var open = manager;
    if (open == null) {
      open = load();
      manager = open;
    }
    return open;
  }

  private X509ExtendedTrustManager load() {
    try {
      var factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      return Stream.of(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new AssertionError("every JDK checks certificates"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate authorities of the JDK cannot be read", e);
    }
  }
}
