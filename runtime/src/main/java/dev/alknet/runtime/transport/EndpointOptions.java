package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.TlsIdentity;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What a [QuicEndpoint] is opened with. Without `listen` it only dials.
///
/// `perAddress` is how many connections one IP address may have; it is asked whenever somebody comes.
/// `key` is shown where it dials nodes, `shown` where it is dialled. `authorities` vouch for public
/// endpoints; those the JDK comes with when it is `null`.
public record EndpointOptions(NodeKey key, @Nullable InetSocketAddress listen,
    ProtocolRouter router, TransportLimits limits, IntSupplier perAddress, TlsIdentity shown,
    @Nullable KeyStore authorities) {
  /// An endpoint that dials and accepts at `listen`; port 0 is any free one.
  public static EndpointOptions listening(NodeKey key, InetSocketAddress listen,
      ProtocolRouter router) {
    return new EndpointOptions(key, listen, router, TransportLimits.DEFAULT,
        () -> Integer.MAX_VALUE, TlsIdentity.of(key), null);
  }

  /// An endpoint that only dials.
  public static EndpointOptions dialling(NodeKey key) {
    return new EndpointOptions(key, null, ProtocolRouter.of(List.of()),
        TransportLimits.DEFAULT, () -> Integer.MAX_VALUE, TlsIdentity.of(key), null);
  }

  /// The same with other limits.
  public EndpointOptions with(TransportLimits other) {
    return new EndpointOptions(key, listen, router, other, perAddress, shown, authorities);
  }

  /// The same with at most this many connections of one IP address.
  public EndpointOptions perAddress(IntSupplier most) {
    return new EndpointOptions(key, listen, router, limits, most, shown, authorities);
  }

  /// The same, but whoever dials is shown this.
  public EndpointOptions showing(TlsIdentity other) {
    return new EndpointOptions(key, listen, router, limits, perAddress, other, authorities);
  }

  /// The same, but these vouch for public endpoints, and nobody else.
  public EndpointOptions trusting(KeyStore anchors) {
    return new EndpointOptions(key, listen, router, limits, perAddress, shown, anchors);
  }
}
