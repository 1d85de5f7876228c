package dev.alknet.tests.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TlsIdentity;
import dev.alknet.runtime.node.Network;
import dev.alknet.runtime.node.NetworkOptions;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.pairing.PairingOperations;
import dev.alknet.runtime.pairing.Ticket;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A node that listens on the loopback, knows who is in its store, and guards `test/guarded` by the
/// scope `work`. Its clock stands still until it is told to go on.
final class Hub implements AutoCloseable {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  final NodeKey key;
  final CountingStore store;
  final Identities identities;
  final Node node;
  private final Network network;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private Hub(Path folder, GivenIdentities given, UnaryOperator<NetworkOptions> how)
      throws IOException, StoreException, InterruptedException {
    this(folder, NodeKey.random(), ANY_PORT, given, how);
  }

  private Hub(Path folder, NodeKey key, InetSocketAddress address, GivenIdentities given,
      UnaryOperator<NetworkOptions> how)
      throws IOException, StoreException, InterruptedException {
    this.key = key;
    InstantSource clock = () -> now;
    store = new CountingStore(
        Stores.open(new StoreAddress.Memory(), StoreOptions.of("hub")).identities());
    identities = Identities.open(Node.OPERATOR, given, List.of(store), clock);
    node = Node.openForPeers(
        List.of(new Guarded(), new PairingOperations(store, identities, "hub", clock)));
    network = Network.open(node, how.apply(new NetworkOptions(key, identities, address,
        folder.resolve("hub.sock"), List.of())));
    network.keepConnected(store);
  }

  static Hub open(Path folder) throws IOException, StoreException, InterruptedException {
    return open(folder, GivenIdentities.NONE);
  }

  static Hub open(Path folder, GivenIdentities given)
      throws IOException, StoreException, InterruptedException {
    return new Hub(folder, given, options -> options);
  }

  /// One with the key and at the address of another one, which is closed.
  static Hub after(Hub gone, Path folder, InetSocketAddress address)
      throws IOException, StoreException, InterruptedException {
    return new Hub(folder, gone.key, address, GivenIdentities.NONE, options -> options);
  }

  /// One that takes WebSockets too, with TLS when it has certificates.
  static Hub withWebSockets(Path folder, @Nullable TlsIdentity certificates)
      throws IOException, StoreException, InterruptedException {
    return new Hub(folder, GivenIdentities.NONE,
        options -> (certificates == null ? options : options.showing(certificates))
            .webSocketAt(ANY_PORT));
  }

  int webSocketPort() {
    return network.webSocketAddress().orElseThrow().getPort();
  }

  InetSocketAddress address() {
    return network.address().orElseThrow();
  }

  String place() {
    return "127.0.0.1:" + address().getPort();
  }

  /// A ticket with which its bearer becomes `name`, for this long.
  Ticket invite(String name, Duration time) throws StoreException, InterruptedException {
    var ticket = Ticket.issue(List.of(place()), key.fingerprint(), new SecureRandom());
    store.putInvitation(
        new Invitation(ticket.hash(), name, Set.of("work"), Map.of(), now.plus(time)));
    return ticket;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// Waits until exactly these peers are attached.
  void awaitPeers(String... ids) throws InterruptedException {
    var changed = new Semaphore(0);
    try (Peers.Listening _ = node.peers().onChange(changed::release)) {
      while (!node.peers().ids().equals(List.of(ids))) {
        changed.acquire();
      }
    }
  }

  @Override
  public void close() throws IOException {
    network.close();
    node.close();
    identities.close();
  }

  private record Guarded() implements OperationFamily {
    @Override
    public List<Operation> operations() {
      return List.of(
          Operation.local(OperationSpec.query("test/who").build(),
              (_, context) -> TextNode.valueOf(context.caller())),
          Operation.local(OperationSpec.query("test/claim").build(),
              (_, context) -> claim(context)),
          Operation.local(OperationSpec.query("test/guarded")
              .access(AccessControl.scopes("work"))
              .build(), (input, _) -> input));
    }

    private static TextNode claim(CallContext context) {
      var claim = context.forwardedFor();
      return JsonNodeFactory.instance.textNode(claim == null ? "nobody" : claim.id());
    }
  }
}
