package dev.alknet.tests.wire;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.ProtocolHandler;
import dev.alknet.runtime.transport.ProtocolRouter;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// A node with a QUIC endpoint on the loopback that knows nobody and serves everybody.
///
/// It has the path of a call that a real one has, and shows the connections that others have opened.
final class LoopbackNode implements AutoCloseable {
  /// A machine that is busy with other things is slow to answer.
  static final TransportLimits LIMITS =
      TransportLimits.DEFAULT.timing(Duration.ofMinutes(1), Duration.ofSeconds(5));

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final NodeKey key;
  private final CallService service;
  private final QuicEndpoint endpoint;
  private final Set<Link> accepted = new HashSet<>();

  private LoopbackNode(NodeKey key, Dispatcher dispatcher, List<Operation> operations)
      throws IOException, InterruptedException {
    this.key = key;
    service = new CallService(dispatcher, Registry.of(operations), new Peers(),
        Identities.nobody(Node.OPERATOR));
    endpoint = QuicEndpoint.open(EndpointOptions
        .listening(key, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ProtocolRouter.of(List.of(new Accepting())))
        .with(LIMITS));
  }

  /// A node that serves these operations.
  static LoopbackNode open(Operation... operations) throws IOException, InterruptedException {
    return open(NodeKey.random(), operations);
  }

  /// The same with this key.
  static LoopbackNode open(NodeKey key, Operation... operations)
      throws IOException, InterruptedException {
    return open(key, new Dispatcher(), operations);
  }

  /// The same with this dispatcher.
  static LoopbackNode open(NodeKey key, Dispatcher dispatcher, Operation... operations)
      throws IOException, InterruptedException {
    return new LoopbackNode(key, dispatcher, List.of(operations));
  }

  /// An operation that may call whatever its node reaches, its peers' included.
  static Operation composing(Operation operation) {
    return operation.composing(CompositionAuthority.of(operation.name().value()), ScopedEnv.all());
  }

  NodeKey key() {
    return key;
  }

  CallService service() {
    return service;
  }

  InetSocketAddress address() {
    return endpoint.address();
  }

  /// Connects to another node, for calls.
  Link dial(LoopbackNode other) throws IOException, InterruptedException {
    return speak(connect(other));
  }

  /// Connects to another node.
  Connection connect(LoopbackNode other) throws IOException, InterruptedException {
    return endpoint.dial(other.address(), other.key.fingerprint(), CallProtocol.ALPN, PATIENCE);
  }

  /// Calls over a connection that this node has opened.
  Link speak(Connection transport) {
    return new Link(transport, CallConnection.open(transport, service));
  }

  /// Imports what is at the other end, which is a peer by this name until it is gone.
  void attach(String name, Link link) throws InterruptedException {
    link.calls().refresh();
    service.peers().attach(name, link.calls().overlay());
    link.transport()
        .onClosed(() -> service.peers().detach(name, link.calls().overlay()));
  }

  /// Waits until this peer is no longer attached, which is so a moment after its connection has closed.
  void awaitGone(String name) throws InterruptedException {
    var gone = new CountDownLatch(1);
    try (var _ = service.peers().onChange(() -> {
      if (!service.peers().ids().contains(name)) {
        gone.countDown();
      }
    })) {
      if (service.peers().ids().contains(name)) {
        gone.await();
      }
    }
  }

  /// The connections that others have opened and that are not closed.
  List<Link> accepted() {
    synchronized (accepted) {
      return List.copyOf(accepted);
    }
  }

  /// Waits until it is so many.
  List<Link> awaitAccepted(int count) throws InterruptedException {
    synchronized (accepted) {
      while (accepted.size() != count) {
        accepted.wait();
      }
      return List.copyOf(accepted);
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }

  static OperationSpec query(String name) {
    return OperationSpec.query(name).patient().build();
  }

  static OperationSpec subscription(String name) {
    return OperationSpec.subscription(name).patient().build();
  }

  private final class Accepting implements ProtocolHandler {
    @Override
    public String alpn() {
      return CallProtocol.ALPN;
    }

    @Override
    public void serve(Connection transport) throws InterruptedException {
      try (var link = new Link(transport, CallConnection.open(transport, service))) {
        change(() -> accepted.add(link));
        try {
          link.calls().awaitClosed();
        } finally {
          change(() -> accepted.remove(link));
        }
      }
    }

    private void change(Runnable how) {
      synchronized (accepted) {
        how.run();
        accepted.notifyAll();
      }
    }
  }
}
