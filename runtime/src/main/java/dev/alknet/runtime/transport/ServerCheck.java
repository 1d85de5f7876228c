package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// Judges what one dialled end shows, and remembers why it was refused.
final class ServerCheck {
  private final ServerTrust trust;
  private final String place;
  private volatile @Nullable String refusal;
  private volatile boolean vouched;

  /// `place` is where it was dialled, for people.
  ServerCheck(ServerTrust trust, String place) {
    this.trust = trust;
    this.place = place;
  }

  /// In the handshake; `authorities` know who else may be trusted.
  void judge(X509Certificate[] chain, String type, SSLEngine engine,
      Authorities authorities) throws CertificateException {
    switch (trust) {
      case ServerTrust.Pinned(var keys) -> {
        if (!keys.contains(Fingerprint.of(chain[0]))) {
          throw refuse(wrongKey(chain[0]));
        }
      }
      case ServerTrust.PublicCa(var host) -> {
        try {
          authorities.manager().checkServerTrusted(chain, type, engine);
          vouched = true;
        } catch (CertificateException e) {
          var refused = refuse(nobodyVouches(host, chain[0]));
          refused.initCause(e);
          throw refused;
        }
      }
    }
  }

  /// After the handshake, which may have been one without a look at the certificate. A session is
  /// never resumed towards a public endpoint.
  boolean accepts(@Nullable X509Certificate shown) {
    return switch (trust) {
      case ServerTrust.Pinned(var keys) -> {
        var fits = shown != null && keys.contains(Fingerprint.of(shown));
        if (!fits) {
          refusal = wrongKey(shown);
        }
        yield fits;
      }
      case ServerTrust.PublicCa _ -> vouched;
    };
  }

  /// Why the other end was refused; `null` when it was not.
  @Nullable
  String refusal() {
    return refusal;
  }

  private CertificateException refuse(String why) {
    refusal = why;
    return new CertificateException(why);
  }

  private String wrongKey(@Nullable X509Certificate shown) {
    var expected = trust instanceof ServerTrust.Pinned(var keys)
        ? keys.stream().map(Fingerprint::text).sorted().collect(Collectors.joining(" or "))
        : "";
    return "wrong key at %s: expected key %s, found %s".formatted(place, expected,
        shown == null ? "none" : Fingerprint.of(shown));
  }

  private String nobodyVouches(String host, X509Certificate shown) {
    return ("no public authority vouches for the certificate of %s at %s; "
        + "if it is a node you trust, dial it by its key: HOST:PORT/%s")
        .formatted(host, place, Fingerprint.of(shown));
  }
}
