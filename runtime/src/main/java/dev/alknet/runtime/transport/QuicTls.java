package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.TlsIdentity;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// TLS for both roles of one node. Source: call.md §22.
final class QuicTls {
  /// Without this option neither end would offer or take Ed25519.
  private static final String[] SIGNATURES =
      {"ed25519", "ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "ecdsa_secp384r1_sha384"};

  /// Offered while nobody is let in: no dialler asks for it, so each is refused at once.
  private static final String NOBODY = "alknet/-";

  private final KeyCheck keys;
  private final Map<String, QuicSslContext> dialling = new ConcurrentHashMap<>();
  private final @Nullable NodeKey key;

  /// Without a key this end stays anonymous when it dials.
  QuicTls(@Nullable NodeKey key, Authorities authorities) {
    this.key = key;
    this.keys = new KeyCheck(authorities);
  }

  /// What the accepting end of these protocols uses for each connection.
  QuicSslContext accepting(List<String> alpns, TlsIdentity own) {
    return QuicSslContextBuilder.forServer(new OwnKeyManager(own), null)
        .clientAuth(ClientAuth.OPTIONAL)
        .trustManager(keys)
        .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
        .applicationProtocols((alpns.isEmpty() ? List.of(NOBODY) : alpns).toArray(String[]::new))
        .build();
  }

  /// An engine for a connection that is being dialled, which must be [forgotten][#forget] later.
  QuicSslEngine dial(QuicChannel channel, QuicDialler.Target target, ServerCheck check) {
    var engine = switch (target.trust()) {
      case ServerTrust.Pinned _ -> pinned(channel, target.alpn());
      case ServerTrust.PublicCa(var host) -> open(channel, target, host);
    };
    keys.check(engine, check);
    return engine;
  }

  void forget(QuicSslEngine engine) {
    keys.forget(engine);
  }

  /// It knows neither host nor port, so that no session is ever resumed without looking at the key.
  private QuicSslEngine pinned(QuicChannel channel, String alpn) {
    return dialling.computeIfAbsent(alpn, _ -> {
      var builder = client(alpn);
      if (key != null) {
        builder.keyManager(new OwnKeyManager(TlsIdentity.of(key)), null);
      }
      return builder.build();
    }).newEngine(channel.alloc());
  }

  /// It knows the host, which the certificate must name; its context is used once, so that there is
  /// no session to resume.
  private QuicSslEngine open(QuicChannel channel, QuicDialler.Target target, String host) {
    return client(target.alpn()).endpointIdentificationAlgorithm("HTTPS")
        .build()
        .newEngine(channel.alloc(), host, target.address().getPort());
  }

  private QuicSslContextBuilder client(String alpn) {
    return QuicSslContextBuilder.forClient()
        .trustManager(keys)
        .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
        .applicationProtocols(alpn);
  }
}
