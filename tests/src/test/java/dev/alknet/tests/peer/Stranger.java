package dev.alknet.tests.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.pairing.PairingOperations;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.AnonymousEndpoint;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who has connected to a hub over QUIC and sends it what he likes. He serves what every
/// node does.
final class Stranger implements AutoCloseable {
  private final QuicEndpoint endpoint;
  private final CallConnection connection;

  private Stranger(QuicEndpoint endpoint, Hub hub) throws IOException, InterruptedException {
    this.endpoint = endpoint;
    var service = new CallService(new Dispatcher(), Registry.of(List.of()), new Peers(),
        Identities.nobody(Node.OPERATOR));
    connection = CallConnection.open(endpoint.dial(hub.address(), hub.key.fingerprint(),
        CallProtocol.ALPN, Duration.ofSeconds(20)), service);
  }

  /// One who proves this key.
  static Stranger with(NodeKey key, Hub hub) throws IOException, InterruptedException {
    return new Stranger(QuicEndpoint.open(EndpointOptions.dialling(key)), hub);
  }

  /// One who proves nothing.
  static Stranger anonymous(Hub hub) throws IOException, InterruptedException {
    return new Stranger(AnonymousEndpoint.open(), hub);
  }

  /// Asks as whoever he is.
  Outcome ask(String operation) throws InterruptedException {
    return ask(operation, null, null);
  }

  /// Asks with a token, or with a claim for whom.
  Outcome ask(String operation, @Nullable String token, @Nullable Identity claim)
      throws InterruptedException {
    return ask(new Request(operation, JsonNodeFactory.instance.objectNode(), token, claim,
        Request.JSON));
  }

  /// Hands in a token as what he calls himself.
  Outcome join(String token, String name) throws InterruptedException {
    return ask(Request.of(PairingOperations.JOIN,
        JsonNodeFactory.instance.objectNode().put("token", token).put("name", name)));
  }

  private Outcome ask(Request request) throws InterruptedException {
    return connection.call(request, Deadline.NONE);
  }

  /// The error code, or the output as text.
  static String told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded(JsonNode output) -> output.asText(output.toString());
      case Outcome.Failed(var error) -> error.code();
    };
  }

  @Override
  public void close() {
    connection.close();
    endpoint.close();
  }
}
