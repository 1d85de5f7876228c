package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.holding;
import static dev.alknet.runtime.registry.Fixture.imported;
import static dev.alknet.runtime.registry.Fixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The door to this node's peers for an operator in another process.
@Timeout(30)
class PeerOperationsTest {
  private final CallError closed = new CallError("CLOSED", "zone north is closed", true,
      json("{\"seconds\": 600}"));
  private final Fixture fixture = new Fixture(
      new PeerOperations(new Peers(), CompositionAuthority.of("operator", "s")).operations()
          .toArray(Operation[]::new));

  @BeforeEach
  void attach() {
    fixture.attach("w1",
        imported(OperationSpec.query("x/echo").access(AccessControl.scopes("s")),
            (Handler.Once) (input, _) -> input),
        imported(OperationSpec.query("x/closed").error("CLOSED", "no parcels now"),
            (Handler.Once) (_, _) -> {
              throw new CallException(closed);
            }),
        imported(OperationSpec.subscription("x/count").error("CLOSED", "no parcels now"),
            (Handler.Stream) (_, _, emitter) -> {
              emitter.emit(IntNode.valueOf(1));
              throw new CallException(closed);
            }),
        imported(OperationSpec.subscription("x/session").error("CLOSED", "no parcels now").raw(),
            (Handler.Raw) (input, _, channel) -> {
              if (input.isNull()) {
                throw new CallException(closed);
              }
              for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
                channel.write(new RawChunk(RawChunk.STDOUT, chunk.get().payload()));
              }
            }));
  }

  @Test
  void isOpenToOperatorsOnly() {
    var input = "{\"peer\": \"w1\", \"operation\": \"x/echo\", \"input\": [1]}";

    assertThat(fixture.serve(holding("s"), "peer/invoke", input))
        .containsExactly("failed FORBIDDEN");
    assertThat(fixture.serve(holding("peer:operate"), "peer/invoke", input))
        .containsExactly("responded [1]");
  }

  @Test
  void givesNullWhenThereIsNoInput() {
    assertThat(fixture.serve(holding("peer:operate"), "peer/invoke",
        "{\"peer\": \"w1\", \"operation\": \"x/echo\"}")).containsExactly("responded null");
  }

  @Test
  void passesTheErrorsOfThePeerUnchanged() throws InterruptedException {
    assertThat(fixture.ask(null, "peer/invoke", "{}").toString()).contains("FORBIDDEN");
    assertThat(invoke("w1", "x/closed")).isEqualTo(new Outcome.Failed(closed));
    assertThat(invoke("w1", "x/count")).isEqualTo(new Outcome.Failed(
        CallError.invalidOperationType("x/count is a subscription; follow it with subscribe")));
    assertThat(invoke("w9", "x/echo"))
        .isEqualTo(new Outcome.Failed(CallError.peerNotFound("w9", List.of("w1"))));
    assertThat(invoke("w1", "x/eco"))
        .isEqualTo(new Outcome.Failed(CallError.notFound("x/eco", List.of("x/echo"))));
  }

  @Test
  void c87_passesTheItemsAndTheErrorOfASubscription() {
    assertThat(fixture.serve(holding("peer:operate"), "peer/subscribe",
        "{\"peer\": \"w1\", \"operation\": \"x/count\"}")).containsExactly("1", "failed CLOSED");
  }

  @Test
  void passesASessionBothWaysToItsEnd() throws Exception {
    try (var channel = session("w1", "[1]")) {
      channel.write(RawChunk.of(RawChunk.STDIN, "hi"));
      assertThat(channel.read().orElseThrow().payload()).asString(UTF_8).isEqualTo("hi");

      channel.finish();

      assertThat(channel.read()).isEmpty();
    }
  }

  @Test
  void passesTheRefusalOfASessionUnchanged() {
    for (var peer : List.of("w1", "w9")) {
      var expected = peer.equals("w1") ? closed : CallError.peerNotFound("w9", List.of("w1"));
      assertThatThrownBy(() -> session(peer, "null").read())
          .isInstanceOfSatisfying(CallException.class,
              e -> assertThat(e.error()).isEqualTo(expected));
    }
  }

  private RawChannel session(String peer, String input) {
    return fixture.dispatcher.openRaw(
        Caller.outside(holding("peer:operate"), null, fixture.layers()), "peer/raw",
        json("{\"peer\": \"%s\", \"operation\": \"x/session\", \"input\": %s}"
            .formatted(peer, input)),
        CallOptions.DEFAULT);
  }

  @Test
  void hasNoDeadlineOfItsOwn() {
    assertThat(fixture.registry.find("peer/invoke").orElseThrow().spec())
        .extracting(OperationSpec::timeout, OperationSpec::forwardsErrors)
        .containsExactly(OperationSpec.UNLIMITED, true);
  }

  @Test
  void hidesAnUndeclaredErrorWhenNothingIsForwarded() throws InterruptedException {
    var wrapper = Operation.local(OperationSpec.query("hub/closed").build(),
        (_, context) -> context.env().invoke("x/closed", NullNode.instance))
        .composing(CompositionAuthority.of("hub"), ScopedEnv.all());
    var hub = new Fixture(wrapper);
    hub.peers.attach("w1", fixture.peers.overlay("w1").orElseThrow());

    assertThat(hub.serve(holding("s"), "hub/closed", "{}")).containsExactly("failed INTERNAL");
  }

  private Outcome invoke(String peer, String operation) throws InterruptedException {
    return fixture.dispatcher.invoke(
        Caller.outside(holding("peer:operate"), null, fixture.layers()), "peer/invoke",
        json("{\"peer\": \"%s\", \"operation\": \"%s\"}".formatted(peer, operation)),
        CallOptions.DEFAULT);
  }
}
