package dev.alknet.tests.wire;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.wire.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// A process that opens connections to a node and does with them what standard input says: `open
/// COUNT`, `call CONNECTIONS TIMES`, `close`.
final class DiallerMain {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int AT_ONCE = 16;

  private final List<CallConnection> connections = new ArrayList<>();
  private final CallService service = new CallService(new Dispatcher(), Registry.of(List.of()),
      new Peers(), Identities.nobody(Node.OPERATOR));
  private final QuicEndpoint endpoint;
  private final InetSocketAddress address;
  private final Fingerprint key;

  private DiallerMain(QuicEndpoint endpoint, int port, Fingerprint key) {
    this.endpoint = endpoint;
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.key = key;
  }

  public static void main(String[] arguments) throws Exception {
    var options = EndpointOptions.dialling(NodeKey.random()).with(LoopbackNode.LIMITS);
    try (var endpoint = QuicEndpoint.open(options);
        var orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      var dialler = new DiallerMain(endpoint, Integer.parseInt(arguments[0]),
          new Fingerprint(arguments[1]));
      for (var line = orders.readLine(); line != null; line = orders.readLine()) {
        dialler.follow(line);
        System.out.println("done: " + line);
      }
    }
  }

  private void follow(String line) throws Exception {
    var words = line.split(" ", -1);
    switch (words[0]) {
      case "open" -> open(Integer.parseInt(words[1]));
      case "call" -> call(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "close" -> {
        connections.forEach(CallConnection::close);
        connections.clear();
      }
      default -> throw new IllegalArgumentException("not an order: " + line);
    }
  }

  /// A few handshakes at a time, as from machines that come up one after the other.
  private void open(int count) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var dials = new ArrayList<Callable<CallConnection>>();
      for (var i = 0; i < count; i++) {
        dials.add(this::dial);
      }
      for (var connection : threads.invokeAll(dials)) {
        connections.add(connection.get());
      }
    }
  }

  private CallConnection dial() throws IOException, InterruptedException {
    return CallConnection.open(endpoint.dial(address, key, CallProtocol.ALPN, PATIENCE), service);
  }

  private void call(int count, int times) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers = connections.subList(0, count)
          .stream()
          .<Callable<Void>>map(connection -> () -> call(connection, times))
          .toList();
      for (var caller : threads.invokeAll(callers)) {
        caller.get();
      }
    }
  }

  private static Void call(CallConnection connection, int times) throws InterruptedException {
    for (var i = 0; i < times; i++) {
      var echo = Request.of("test/echo", IntNode.valueOf(i));
      var answer = connection.call(echo, Deadline.NONE).orThrow();
      if (answer.intValue() != i) {
        throw new IllegalStateException("%d was answered with %s".formatted(i, answer));
      }
    }
    return null;
  }
}
