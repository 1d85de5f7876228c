package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A node that listens on the loopback, for tests.
final class QuicBed implements AutoCloseable {
  static final String ALPN = "alknet/test";
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  final NodeKey key = NodeKey.random();
  final Guests guests = new Guests(ALPN);
  final QuicEndpoint endpoint;

  QuicBed(TransportLimits limits, ProtocolHandler... others)
      throws IOException, InterruptedException {
    var handlers = new ArrayList<ProtocolHandler>(List.of(others));
    handlers.add(guests);
    endpoint = QuicEndpoint.open(
        EndpointOptions.listening(key, ANY_PORT, ProtocolRouter.of(handlers)).with(limits));
  }

  QuicBed() throws IOException, InterruptedException {
    this(TransportLimits.DEFAULT);
  }

  static QuicEndpoint dialler() throws IOException, InterruptedException {
    return QuicEndpoint.open(EndpointOptions.dialling(NodeKey.random()));
  }

  static Rig rig() throws IOException, InterruptedException {
    var bed = new QuicBed();
    var dialler = dialler();
    return new Rig(bed.dialledBy(dialler), bed.guests.next(), () -> {
      dialler.close();
      bed.close();
    });
  }

  Connection dialledBy(QuicEndpoint dialler) throws IOException, InterruptedException {
    return dialledBy(dialler, key.fingerprint(), ALPN);
  }

  Connection dialledBy(QuicEndpoint dialler, Fingerprint expected, String alpn)
      throws IOException, InterruptedException {
    return dialler.dial(endpoint.address(), expected, alpn, PATIENCE);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
