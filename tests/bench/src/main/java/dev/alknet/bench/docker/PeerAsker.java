package dev.alknet.bench.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.wire.Request;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// An operator of a node that is another process, over QUIC: `./alk node`, as people start it.
final class PeerAsker implements Asker {
  private final Process node;
  private final QuicEndpoint endpoint;
  private final CallConnection connection;

  private PeerAsker(Process node, QuicEndpoint endpoint, CallConnection connection) {
    this.node = node;
    this.endpoint = endpoint;
    this.connection = connection;
  }

  static PeerAsker start(Path root, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var key = NodeKey.loadOrCreate(folder.resolve("bench.key"));
    var node = new ProcessBuilder(root.resolve("alk").toString(), "node", "--json", "--home",
        folder.resolve("home").toString(), "--listen", "127.0.0.1:0", "--operator",
        "bench=" + key.fingerprint())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      var address = PeerAddress.parse(listening(node));
      var endpoint = QuicEndpoint.open(EndpointOptions.dialling(key));
      var transport = endpoint.dial(new InetSocketAddress(address.host(), address.port()),
          address.key(), CallProtocol.ALPN, Duration.ofSeconds(10));
      var nothing = new CallService(new Dispatcher(), Registry.of(List.of()), new Peers(),
          Identities.nobody(Node.OPERATOR));
      return new PeerAsker(node, endpoint, CallConnection.open(transport, nothing));
    } catch (IOException | InterruptedException | RuntimeException e) {
      node.destroy();
      throw e;
    }
  }

  private static String listening(Process node) throws IOException {
    var line = node.inputReader().readLine();
    if (line == null) {
      throw new EOFException("the node has ended");
    }
    return new JsonMapper().readTree(line).path("listen").asText();
  }

  @Override
  public JsonNode invoke(String operation, JsonNode input) throws InterruptedException {
    return connection.call(Request.of(operation, input), Deadline.NONE).orThrow();
  }

  @Override
  public Subscription subscribe(String operation, JsonNode input) throws InterruptedException {
    return connection.subscribe(Request.of(operation, input), Deadline.NONE);
  }

  @Override
  public RawChannel raw(String operation, JsonNode input)
      throws IOException, InterruptedException {
    return connection.raw(Request.of(operation, input));
  }

  @Override
  public void close() {
    connection.close();
    endpoint.close();
    node.destroy();
    node.onExit().join();
  }
}
