package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Waits at a new QUIC connection for the end of its handshake and then makes a [QuicConnection] of
/// it, on the loop, before any stream of the other end can arrive.
final class QuicHandshake extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(QuicHandshake.class.getName());

  private final Function<QuicChannel, QuicConnection> onDone;

  QuicHandshake(Function<QuicChannel, QuicConnection> onDone) {
    this.onDone = onDone;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var connection = onDone.apply((QuicChannel) context.channel());
    context.pipeline().replace(this, null, connection.handler());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(Level.DEBUG, "a handshake failed", cause);
  }

  /// The certificate the other end has shown, from the session: a resumed session shows it too and
  /// never asks the trust manager.
  static @Nullable X509Certificate shown(QuicChannel channel) {
    try {
      var engine = Objects.requireNonNull(channel.sslEngine(), "TLS engine");
      return engine.getSession().getPeerCertificates()[0] instanceof X509Certificate x ? x : null;
    } catch (SSLPeerUnverifiedException _) {
      return null;
    }
  }

  static Credential credential(QuicChannel channel) {
    var certificate = shown(channel);
    return certificate == null ? new Credential.Anonymous()
        : new Credential.Key(Fingerprint.of(certificate));
  }

  static String alpn(QuicChannel channel) {
    var engine = Objects.requireNonNull(channel.sslEngine(), "TLS engine");
    return Objects.requireNonNullElse(engine.getApplicationProtocol(), "");
  }
}
