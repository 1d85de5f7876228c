package dev.alknet.runtime.node;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.connection.FromCall;
import dev.alknet.runtime.connection.RelayedPeers;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.ServerTrust;
import dev.alknet.runtime.transport.UnixDialer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a running node in another process usable as if it were this process's own: its operations
/// are the curated layer here, its peers are the peers here, and a session's scripts run here.
public final class ConnectedNode {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ConnectedNode() {}

  /// The node that listens at this Unix socket. Every request shows `token`, if there is one.
  public static Node at(Path socket, @Nullable String token)
      throws IOException, InterruptedException {
    return open(UnixDialer.dial(socket), () -> {}, token);
  }

  /// The node at this address, which is shown `key`. Every request shows `token`, if there is one.
  public static Node at(PeerAddress address, NodeKey key, @Nullable String token)
      throws IOException, InterruptedException {
    return at(new Target(address.socketAddress(), new ServerTrust.Pinned(Set.of(address.key()))),
        key, token);
  }

  /// Somebody's public endpoint, which has a certificate for `host` from an authority that everybody
  /// trusts. It is shown no key. Source: call.md §22.
  public static Node atPublic(String host, int port, @Nullable String token)
      throws IOException, InterruptedException {
    return at(new Target(new InetSocketAddress(host, port), new ServerTrust.PublicCa(host)),
        NodeKey.random(), token);
  }

  private record Target(InetSocketAddress address, ServerTrust trust) {}

  private static Node at(Target target, NodeKey key, @Nullable String token)
      throws IOException, InterruptedException {
    var endpoint = QuicEndpoint.open(EndpointOptions.dialling(key));
    try {
      return open(endpoint.dial(target.address, target.trust, CallProtocol.ALPN, PATIENCE),
          endpoint::close, token);
    } catch (IOException | InterruptedException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  private static Node open(Connection transport, Node.Ending ending, @Nullable String token)
      throws IOException, InterruptedException {
    var dispatcher = new Dispatcher();
    var peers = new Peers();
    var nothing = Registry.bare(List.of());
    var connection = CallConnection.open(transport, new CallService(dispatcher, nothing, peers,
        Identities.nobody(Node.OPERATOR)));
    if (token != null) {
      connection.authenticate(token);
    }
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
