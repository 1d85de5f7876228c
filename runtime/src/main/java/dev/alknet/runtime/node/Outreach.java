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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// Other nodes that a program reaches while it runs, one by one, as peers of a node that has no doors
/// of its own: the shell's.
///
/// What it connects is kept connected until it is let go: it is dialled again when the connection breaks.
/// The other node is shown `key` and can call nothing here but what a script offers it. Safe for use by
/// many threads. Source: call.md §13.2, §20.4, §22.
public final class Outreach implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Hears when a connection breaks and when it is there again, on a thread of that connection.
  public interface News {
    void lost(String name);

    void back(String name);
  }

  private final Node node;
  private final QuicEndpoint endpoint;
  private final Map<String, Reached> all = new ConcurrentSkipListMap<>();

  private Outreach(Node node, QuicEndpoint endpoint) {
    this.node = node;
    this.endpoint = endpoint;
  }

  /// Reaches nobody yet.
  public static Outreach open(Node node, NodeKey key) throws IOException, InterruptedException {
    return new Outreach(node, QuicEndpoint.open(EndpointOptions.dialling(key)));
  }

  /// Those that are kept connected, attached at this moment or not.
  public List<String> names() {
    return List.copyOf(all.keySet());
  }

  /// Dials the node at `address` and attaches it as `name`. Throws [IOException] with a sentence when it
  /// cannot be reached, has another key, or does not tell what it serves.
  public synchronized void connect(String name, PeerAddress address, News news)
      throws IOException, InterruptedException {
    if (all.containsKey(name) || node.peers().overlay(name).isPresent()) {
      throw new IOException(name + " is attached already");
    }
    all.put(name, Reached.dial(name, node.peers(), () -> dial(address), news));
  }

  /// Lets go of one of them; false when it is none.
  public synchronized boolean disconnect(String name) {
    var reached = all.remove(name);
    if (reached != null) {
      reached.letGo();
    }
    return reached != null;
  }

  /// The host is looked up for each try, since it may move.
  private CallConnection dial(PeerAddress address) throws IOException, InterruptedException {
    var transport = endpoint.dial(address.socketAddress(),
        new ServerTrust.Pinned(Set.of(address.key())), CallProtocol.ALPN, PATIENCE);
    var connection = CallConnection.open(transport, new CallService(node.dispatcher(),
        Registry.bare(List.of()), node.peers(), Identities.nobody(Node.OPERATOR)));
    try {
      connection.refresh();
      return connection;
    } catch (AdapterException e) {
      connection.close();
      throw new IOException("%s does not tell what it serves: %s".formatted(address.place(),
          e.getMessage()), e);
    } catch (InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /// Lets go of all.
  @Override
  public synchronized void close() {
    names().forEach(this::disconnect);
    endpoint.close();
  }
}
