package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.CallEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a node makes of frames that were written by hand. Source: call.md §2–§4.
@Timeout(30)
class FramesTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Gauge started = new Gauge();
  private final Side node = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/wait").build(), this::await),
      Operation.local(OperationSpec.query("test/claim").build(), (_, context) -> claim(context)),
      Operation.local(OperationSpec.query("test/hidden")
          .internal()
          .access(AccessControl.scopes("root"))
          .build(), (input, _) -> input));
  private MemoryLink link = Pair.link(Kind.MULTIPLEXING, "hand", "node");

  @AfterEach
  void close() {
    gate.countDown();
    link.cut();
  }

  @Test
  void c07_aBadFrameEndsItsStreamAndNoOther() throws Exception {
    var good = serve(Kind.MULTIPLEXING);
    var bad = Hand.on(link.dialler());

    bad.frame("no json");
    bad.awaitOver();

    assertThat(good.event("requested", "g", request("test/echo", "1")).next())
        .isEqualTo(new CallEvent.Responded(new CallId("g"), json("1")));
    assertThat(started.total()).isZero();
  }

  @Test
  void c07_whatFollowsABadFrameInTheSamePieceIsNotDispatched() throws Exception {
    var good = serve(Kind.MULTIPLEXING);
    var bad = Hand.on(link.dialler());
    var bodies = IntStream.range(0, 200)
        .mapToObj(i -> i == 0
            ? "[]"
            : "{\"type\":\"call.requested\",\"id\":\"" + i
                + "\",\"payload\":{\"operationId\":\"test/wait\"}}")
        .toArray(String[]::new);
    link.faults().pieces(7);

    bad.bytes(frames(bodies));
    bad.awaitOver();
    good.event("requested", "g", request("test/echo", "1")).next();

    assertThat(started.total()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void c09_anExtraMemberIsIgnored(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.frame("""
        {"type": "call.requested", "id": "a", "more": {}, "payload":
          {"operationId": "test/echo", "input": 1, "more": [1]}}""");

    assertThat(hand.next()).isEqualTo(responded("a", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void c09_anEnvelopeWithoutPayloadEndsTheStream(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.frame("{\"type\": \"call.requested\", \"id\": \"a\"}");

    hand.awaitOver();
    assertThat(hand.silent()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void c10_aLeadingSlashChangesNothing(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("requested", "a", request("/test/echo", "1"));
    assertThat(hand.next()).isEqualTo(responded("a", "1"));

    hand.event("requested", "b", request("test/echo", "1"));
    assertThat(hand.next()).isEqualTo(responded("b", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void c11c12_whatIsMissingMeansNothing(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("requested", "a", "{\"operationId\": \"test/echo\"}");
    assertThat(hand.next()).isEqualTo(responded("a", "null"));

    hand.event("requested", "b", "{}");
    assertThat(refusal(hand)).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @EnumSource
  void c13_aMalformedClaimIsNone(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("requested", "a", "{\"operationId\": \"test/claim\", \"forwarded_for\": [7]}");

    assertThat(hand.next()).isEqualTo(responded("a", "null"));
  }

  @ParameterizedTest
  @EnumSource
  void c14_anErrorWithoutDetailsHasNoSuchMember(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("requested", "a", request("zzzzzzzz/zzzzzzzzzz", "1"));

    assertThat(json(hand.nextText()).path("payload").has("details")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void c15c77_callsOfOneStreamAreAnsweredInAnyOrder(Kind kind) throws Exception {
    var hand = serve(kind);
    hand.event("requested", "slow", request("test/wait", "1"));
    started.await(1);

    hand.event("requested", "fast", request("test/echo", "2"));
    assertThat(hand.next()).isEqualTo(responded("fast", "2"));
    gate.countDown();

    assertThat(hand.next()).isEqualTo(responded("slow", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void c21c78_eventsOfUnknownCallsOrTypesAreIgnored(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("responded", "?", "{\"output\": 1}")
        .event("completed", "?", "{}")
        .event("error", "?", "{\"code\": \"X\"}")
        .event("aborted", "?", "{}")
        .event("invented", "?", "[]")
        .event("requested", "a", request("test/echo", "1"));

    assertThat(hand.next()).isEqualTo(responded("a", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void c24_anInternalOperationLooksLikeAnUnknownOne(Kind kind) throws Exception {
    var hand = serve(kind);

    hand.event("requested", "a", request("test/hidden", "1"));
    var hidden = (CallEvent.Failed) hand.next();
    hand.event("requested", "b", request("test/absent", "1"));
    var absent = (CallEvent.Failed) hand.next();

    assertThat(hidden.error().code()).isEqualTo("NOT_FOUND");
    assertThat(hidden.error().message().replace("hidden", "absent"))
        .isEqualTo(absent.error().message());
  }

  @Test
  void whoeverEndsHisHalfOfAStreamStillGetsHisAnswer() throws Exception {
    var hand = serve(Kind.MULTIPLEXING);
    hand.event("requested", "a", request("test/wait", "1"));
    started.await(1);
    hand.finish();

    gate.countDown();

    assertThat(hand.next()).isEqualTo(responded("a", "1"));
    hand.awaitOver();
  }

  @Test
  void c19_whoeverEndsTheOnlyStreamHasGivenUp() throws Exception {
    var hand = serve(Kind.DUPLEX);
    hand.event("requested", "a", request("test/wait", "1"));
    started.await(1);

    hand.finish();

    hand.awaitOver();
    assertThat(hand.silent()).isTrue();
  }

  private Hand serve(Kind kind) throws Exception {
    link = Pair.link(kind, "hand", "node");
    var _ = CallConnection.open(link.acceptor(), node.service());
    return Hand.on(link.dialler());
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    started.up();
    gate.await();
    return input;
  }

  private static JsonNode claim(CallContext context) {
    Identity claim = context.forwardedFor();
    return json(claim == null ? "null" : "\"" + claim.id() + "\"");
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

  private static byte[] frames(String... bodies) {
    var all = new ByteArrayOutputStream();
    for (var body : bodies) {
      var text = body.getBytes(StandardCharsets.UTF_8);
      all.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
      all.writeBytes(text);
    }
    return all.toByteArray();
  }
}
