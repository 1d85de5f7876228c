package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.CallEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a node does not serve, and says so. Source: call.md §3.3, §4.
@Timeout(30)
class RefusalTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Gauge started = new Gauge();
  private final Side node = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/wait").build(), this::await));
  private MemoryLink link = Pair.link(Kind.MULTIPLEXING, "hand", "node");

  @AfterEach
  void close() {
    gate.countDown();
    link.cut();
  }

  @ParameterizedTest
  @EnumSource
  void anIdThatIsInUseIsRefusedAndTheFirstCallGoesOn(Kind kind) throws Exception {
    var hand = serve(kind);
    hand.event("requested", "a", request("test/wait", "1"));
    started.await(1);

    hand.event("requested", "a", request("test/echo", "2"));
    assertThat(refusal(hand)).isEqualTo("INVALID_INPUT");
    gate.countDown();

    assertThat(hand.next()).isEqualTo(responded("a", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void car07_anUnknownCarriageIsRefused(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("requested", "a", "{\"operationId\": \"test/echo\", \"carriage\": \"pigeon\"}");

    assertThat(refusal(hand)).isEqualTo("INVALID_INPUT");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLongIsRepeatedInPart(Kind kind) throws Exception {
    var hand = serve(kind);
    var name = "x/" + "y".repeat(60_000);

    hand.event("requested", name,
        "{\"operationId\": \"test/echo\", \"carriage\": \"" + name + "\"}");
    var carriage = (CallEvent.Failed) hand.next();
    hand.event("requested", "b", "{\"operationId\": \"" + name + "\"}");
    var operation = (CallEvent.Failed) hand.next();

    assertThat(carriage.error().message()).hasSizeLessThan(300).contains("…");
    assertThat(operation.error().message()).hasSizeLessThan(300).contains("…");
  }

  @ParameterizedTest
  @EnumSource
  void moreThanTheLimitIsRefusedAtOnce(Kind kind) throws Exception {
    var hand = serve(kind, new Limits(2, 4, Duration.ofDays(1), 128 << 20));
    hand.event("requested", "a", request("test/wait", "1"))
        .event("requested", "b", request("test/wait", "2"));
    started.await(2);

    hand.event("requested", "c", request("test/echo", "3"));

    assertThat(hand.next()).isEqualTo(new CallEvent.Failed(new CallId("c"),
        CallError.of(ProtocolCode.INTERNAL, "more than 2 calls are under way on this connection")));
  }

  @ParameterizedTest
  @EnumSource
  void whoeverAsksAndNeverReadsIsCutOff(Kind kind) throws Exception {
    var hand = serve(kind, new Limits(1, 4, Duration.ofDays(1), 128 << 20));
    var id = "y".repeat(60_000);
    hand.pause();

    for (var i = 0; i < 40; i++) {
      try {
        hand.event("requested", id + i, "{\"carriage\": \"pigeon\"}");
      } catch (IOException _) {
        break;
      }
    }

    hand.awaitOver();
  }

  private Hand serve(Kind kind) throws Exception {
    return serve(kind, Limits.DEFAULT);
  }

  private Hand serve(Kind kind, Limits limits) throws Exception {
    link = Pair.link(kind, "hand", "node");
    var _ = CallConnection.open(link.acceptor(), node.service(), limits);
    return Hand.on(link.dialler());
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    started.up();
    gate.await();
    return input;
  }

  private static String request(String operation, String input) {
    return "{\"operationId\": \"%s\", \"input\": %s}".formatted(operation, input);
  }

  private static CallEvent responded(String id, String output) {
    return new CallEvent.Responded(new CallId(id), json(output));
  }

  private static String refusal(Hand hand) throws InterruptedException {
    return ((CallEvent.Failed) hand.next()).error().code();
  }
}
