package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.NodeKey;
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
      {"ed25519", "ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256"};

  /// Offered while nobody is let in: no dialler asks for it, so each is refused at once.
  private static final String NOBODY = "alknet/-";

  private final KeyCheck keys = new KeyCheck();
  private final Map<String, QuicSslContext> dialling = new ConcurrentHashMap<>();
  private final @Nullable NodeKey key;

  /// Without a key this end stays anonymous when it dials.
  QuicTls(@Nullable NodeKey key) {
    this.key = key;
  }

  /// What the accepting end of these protocols uses for each connection.
  QuicSslContext accepting(List<String> alpns, NodeKey own) {
    return QuicSslContextBuilder.forServer(new OwnKeyManager(own), null)
        .clientAuth(ClientAuth.OPTIONAL)
        .trustManager(keys)
        .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
        .applicationProtocols((alpns.isEmpty() ? List.of(NOBODY) : alpns).toArray(String[]::new))
        .build();
  }

  /// An engine for a connection that is being dialled, which must be [forgotten][#forget] later. It
  /// knows neither host nor port, so that no session is ever resumed without looking at the key.
  QuicSslEngine dial(QuicChannel channel, String alpn, KeyCheck.Pin pin) {
    var engine = dialling.computeIfAbsent(alpn, this::context).newEngine(channel.alloc());
    keys.expect(engine, pin);
    return engine;
  }

  void forget(QuicSslEngine engine) {
    keys.forget(engine);
  }

  private QuicSslContext context(String alpn) {
    var builder = QuicSslContextBuilder.forClient()
        .trustManager(keys)
        .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
        .applicationProtocols(alpn);
    if (key != null) {
      builder.keyManager(new OwnKeyManager(key), null);
    }
    return builder.build();
  }
}
