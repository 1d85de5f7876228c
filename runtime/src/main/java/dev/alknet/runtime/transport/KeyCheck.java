package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Decides about the key the other end shows in a handshake.
///
/// One that was dialled must show the very key that is expected: engines that are not
/// [expecting][#expect] one trust nobody. One that dials may show any key it has proved to hold,
/// with a certificate it signed itself: who it is and what it may do is decided elsewhere.
final class KeyCheck extends X509ExtendedTrustManager {
  private final Map<SSLEngine, Pin> pins = new ConcurrentHashMap<>();

  /// From now on `engine` accepts this key and no other.
  void expect(SSLEngine engine, Pin pin) {
    pins.put(engine, pin);
  }

  void forget(SSLEngine engine) {
    pins.remove(engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    var pin = engine == null ? null : pins.get(engine);
    if (pin == null) {
      throw new CertificateException("no key is expected here");
    }
    if (!pin.matches(chain[0])) {
      throw new CertificateException(pin.mismatch());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    try {
      chain[0].verify(chain[0].getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the certificate is not signed with its own key", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type)
      throws CertificateException {
    checkServerTrusted(chain, type, (SSLEngine) null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type, (SSLEngine) null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type)
      throws CertificateException {
    checkClientTrusted(chain, type, (SSLEngine) null);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  /// The key that one dialled connection must show, and what it showed.
  static final class Pin {
    private final Fingerprint expected;
    private volatile @Nullable Fingerprint found;

    Pin(Fingerprint expected) {
      this.expected = expected;
    }

    boolean matches(X509Certificate shown) {
      var fingerprint = Fingerprint.of(shown);
      found = fingerprint;
      return fingerprint.equals(expected);
    }

    /// Whether another key than the expected one was shown.
    boolean missed() {
      return found != null && !expected.equals(found);
    }

    String mismatch() {
      return "expected key %s, found %s".formatted(expected, found == null ? "none" : found);
    }
  }
}
