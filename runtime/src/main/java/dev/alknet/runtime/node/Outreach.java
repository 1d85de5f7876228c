package dev.alknet.runtime.node;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.ServerTrust;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Other nodes that a program reaches while it runs, one by one, as peers of a node that has no doors
/// of its own: the shell's.
///
/// What it connects is attached until either end closes the connection; nobody dials again. The other
/// node is shown `key` and can call nothing here but what a script offers it. Safe for use by many
/// threads. Source: call.md §13.2, §22.
public final class Outreach implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Node node;
  private final QuicEndpoint endpoint;

  private Outreach(Node node, QuicEndpoint endpoint) {
    this.node = node;
    this.endpoint = endpoint;
  }

  /// Reaches nobody yet.
  public static Outreach open(Node node, NodeKey key) throws IOException, InterruptedException {
    return new Outreach(node, QuicEndpoint.open(EndpointOptions.dialling(key)));
  }

  /// Dials the node at `address` and attaches it as `name`. Throws [IOException] with a sentence when it
  /// cannot be reached, has another key, or does not tell what it serves.
  public void connect(String name, PeerAddress address) throws IOException, InterruptedException {
    if (node.peers().overlay(name).isPresent()) {
      throw new IOException(name + " is attached already");
    }
    var transport = endpoint.dial(address.socketAddress(),
        new ServerTrust.Pinned(Set.of(address.key())), CallProtocol.ALPN, PATIENCE);
    var connection = CallConnection.open(transport, new CallService(node.dispatcher(),
        Registry.bare(List.of()), node.peers(), Identities.nobody(Node.OPERATOR)));
    try {
      connection.refresh();
      node.peers().attach(name, connection.overlay());
    } catch (AdapterException e) {
      connection.close();
      throw new IOException("%s does not tell what it serves: %s".formatted(address.place(),
          e.getMessage()), e);
    } catch (InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
    Thread.ofVirtual().name("peer " + name).start(() -> hold(name, connection));
  }

  private void hold(String name, CallConnection connection) {
    try {
      connection.awaitClosed();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      node.peers().detach(name, connection.overlay());
    }
  }

  /// Closes all connections.
  @Override
  public void close() {
    endpoint.close();
  }
}
