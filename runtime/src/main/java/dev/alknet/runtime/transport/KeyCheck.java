package dev.alknet.runtime.transport;

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
/// One that was dialled must show what its [ServerCheck] asks for: engines that are not
/// [checking][#check] trust nobody. One that dials may show any key it has proved to hold, with a
/// certificate it signed itself: who it is and what it may do is decided elsewhere.
final class KeyCheck extends X509ExtendedTrustManager {
  private final Map<SSLEngine, ServerCheck> checks = new ConcurrentHashMap<>();
  private final Authorities authorities;

  KeyCheck(Authorities authorities) {
    this.authorities = authorities;
  }

  /// From now on `engine` accepts what passes this check and nothing else.
  void check(SSLEngine engine, ServerCheck check) {
    checks.put(engine, check);
  }

  void forget(SSLEngine engine) {
    checks.remove(engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    var check = engine == null ? null : checks.get(engine);
    if (engine == null || check == null) {
      throw new CertificateException("nobody is expected here");
    }
    check.judge(chain, type, engine, authorities);
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
}
