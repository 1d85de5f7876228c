package dev.alknet.runtime.node;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.connection.FromCall;
import dev.alknet.runtime.connection.RelayedPeers;
import dev.alknet.runtime.identity.KnownKeys;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.UnixDialer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Makes a running node in another process usable as if it were this process's own: its operations
/// are the curated layer here, its peers are the peers here, and a session's scripts run here.
public final class ConnectedNode {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ConnectedNode() {}

  /// The node that listens at this Unix socket.
  public static Node at(Path socket) throws IOException, InterruptedException {
    return open(UnixDialer.dial(socket), () -> {});
  }

  /// The node at this address, which is shown `key`.
  public static Node at(PeerAddress address, NodeKey key) throws IOException, InterruptedException {
    var endpoint = QuicEndpoint.open(EndpointOptions.dialling(key));
    try {
      return open(
          endpoint.dial(address.socketAddress(), address.key(), CallProtocol.ALPN, PATIENCE),
          endpoint::close);
    } catch (IOException | InterruptedException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  private static Node open(Connection transport, Node.Ending ending)
      throws IOException, InterruptedException {
    var dispatcher = new Dispatcher();
    var peers = new Peers();
    var nothing = Registry.bare(List.of());
    var connection = CallConnection.open(transport, new CallService(dispatcher, nothing, peers,
        new KnownKeys(Map.of(), Node.OPERATOR)));
    try {
      var served = new FromCall(connection, FromCall.Options.ALL).importAll();
      var relayed = RelayedPeers.open(connection, peers);
      return new Node(Registry.bare(served), dispatcher, peers, () -> {
        relayed.close();
        connection.close();
        ending.end();
      });
    } catch (AdapterException e) {
      connection.close();
      throw new IOException(
          "cannot use the node at " + connection.address() + ": " + e.getMessage(), e);
    } catch (InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
