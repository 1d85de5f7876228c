package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What one node makes of what another says it serves. Source: call.md §20.3.
@Timeout(30)
class FromCallTest {
  private static final String LIST = "{\"operations\": [{\"name\": \"%s\"}, {\"name\": \"%s\"}]}";
  private static final FromCall.Options ALL = FromCall.Options.ALL;

  private final Side hub = new Side();
  private final Side worker = new Side(Side.echo(),
      RawCarriageTest.raw("debug/raw", (_, _, _) -> {}),
      Operation.localStream(OperationSpec.subscription("debug/both").build(), (_, _, _) -> {})
          .withRaw((_, _, _) -> {}));
  private MemoryLink link = Pair.link(
      Kind.MULTIPLEXING, "hub", "hand");

  @AfterEach
  void close() {
    link.cut();
  }

  @ParameterizedTest
  @EnumSource
  void c97_aPrefixComesBeforeTheRemoteName(Kind kind)
      throws Exception {
    try (var pair = Pair.open(kind, hub, worker)) {
      var plain = new FromCall(pair.caller(), ALL).importAll();
      var prefixed =
          new FromCall(pair.caller(), new FromCall.Options("w1", _ -> true)).importAll();

      assertThat(names(plain)).contains("test/echo", "services/list", "debug/raw", "debug/both");
      assertThat(names(prefixed)).contains("w1/test/echo", "w1/services/list");
      assertThat(plain).allSatisfy(operation -> {
        assertThat(operation.provenance()).isEqualTo(Provenance.FROM_CALL);
        assertThat(operation.spec().visibility()).isEqualTo(Visibility.INTERNAL);
      });
    }
  }

  @ParameterizedTest
  @EnumSource
  void c100_theFilterJudgesRemoteNames(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, hub, worker)) {
      var operations = new FromCall(pair.caller(),
          new FromCall.Options("w1", name -> name.equals("test/echo"))).importAll();

      assertThat(names(operations)).containsExactly("w1/test/echo");
    }
  }

  @Test
  void c98_twoOperationsOfOneNameAreRefusedAndNothingIsRegistered() throws Exception {
    var connection = answering(Map.of("/services/list", LIST.formatted("a/b", "/a/b"),
        "/services/schema", "{\"name\": \"a/b\", \"op_type\": \"query\"}"));

    assertFails(connection, AdapterException.Kind.SAME_PEER_COLLISION);
    assertThat(connection.overlay().imported()).isEmpty();
  }

  @Test
  void c99_anAnswerThatIsNoDescriptionIsRefused() throws Exception {
    var list = LIST.formatted("a/b", "c/d");

    assertFails(answering(Map.of()), AdapterException.Kind.DISCOVERY_FAILED);
    assertFails(answering(Map.of("/services/list", list)), AdapterException.Kind.DISCOVERY_FAILED);
    assertFails(answering(Map.of("/services/list", "7")), AdapterException.Kind.SCHEMA_PARSE);
    assertFails(answering(Map.of("/services/list", "{\"operations\": [7]}",
        "/services/schema", "7")), AdapterException.Kind.SCHEMA_PARSE);
    assertFails(answering(Map.of("/services/list", list, "/services/schema", "[]")),
        AdapterException.Kind.SCHEMA_PARSE);
    assertFails(answering(Map.of("/services/list", list,
        "/services/schema", "{\"name\": \"a/b\", \"op_type\": \"dance\"}")),
        AdapterException.Kind.SCHEMA_PARSE);
    assertFails(answering(Map.of("/services/list", list,
        "/services/schema", "{\"name\": \"no name\", \"op_type\": \"query\"}")),
        AdapterException.Kind.SCHEMA_PARSE);
  }

  @Test
  void aConnectionThatIsGoneIsNotTheFaultOfTheOtherEnd() throws Exception {
    var connection = answering(Map.of());
    connection.close();

    assertFails(connection, AdapterException.Kind.TRANSPORT);
  }

  private static List<String> names(List<Operation> operations) {
    return operations.stream().map(operation -> operation.name().value()).toList();
  }

  private static void assertFails(CallConnection connection, AdapterException.Kind kind) {
    assertThatThrownBy(connection::refresh).isInstanceOfSatisfying(AdapterException.class,
        failed -> assertThat(failed.kind()).isEqualTo(kind));
  }

  /// A connection whose other end has these outputs for these operations and fails all others.
  private CallConnection answering(Map<String, String> outputs) throws Exception {
    link.cut();
    link = Pair.link(Kind.DUPLEX, "hub", "hand");
    var connection = CallConnection.open(link.dialler(), hub.service());
    var hand = Hand.on(link.acceptor());
    Thread.ofVirtual().start(() -> {
      try {
        while (true) {
          answer(hand, outputs);
        }
      } catch (IOException | InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    return connection;
  }

  private static void answer(Hand hand, Map<String, String> outputs)
      throws IOException, InterruptedException {
    if (hand.next() instanceof CallEvent.Requested(var id, var request)) {
      var name =
          request.operation().startsWith("/") ? request.operation() : "/" + request.operation();
      var output = outputs.get(name);
      JsonNode parsed = output == null ? null : json(output);
      hand.bytes(EventCodec.encode(parsed == null
          ? new CallEvent.Failed(id, CallError.internal())
          : new CallEvent.Responded(id, parsed)));
    }
  }
}
