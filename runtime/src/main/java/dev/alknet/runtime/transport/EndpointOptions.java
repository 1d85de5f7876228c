package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.NodeKey;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [QuicEndpoint] is opened with. Without `listen` it only dials.
public record EndpointOptions(NodeKey key, @Nullable InetSocketAddress listen,
    ProtocolRouter router, TransportLimits limits) {
  /// An endpoint that dials and accepts at `listen`; port 0 is any free one.
  public static EndpointOptions listening(NodeKey key, InetSocketAddress listen,
      ProtocolRouter router) {
    return new EndpointOptions(key, listen, router, TransportLimits.DEFAULT);
  }

  /// An endpoint that only dials.
  public static EndpointOptions dialling(NodeKey key) {
    return new EndpointOptions(key, null, ProtocolRouter.of(List.of()),
        TransportLimits.DEFAULT);
  }

  /// The same with other limits.
  public EndpointOptions with(TransportLimits other) {
    return new EndpointOptions(key, listen, router, other);
  }
}
