package dev.alknet.runtime.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventEncodingTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final CallId ID = new CallId("k");

  static List<CallEvent> events() {
    var maria = new Identity("maria", Set.of("a", "b"), Map.of("zone", Set.of("n")));
    return List.of(
        new CallEvent.Requested(ID, Request.of("/a/b", RawJson.of("{\"x\": [1]}"))),
        new CallEvent.Requested(ID,
            new Request("/é", RawJson.of("7"), "token \"1\"", maria, Request.RAW)),
        new CallEvent.Responded(ID, RawJson.of("\"x\"")),
        new CallEvent.Responded(ID, NullNode.getInstance()),
        new CallEvent.Completed(new CallId("\"\\/\b\f\n\r\t\u0000\u001F\u007Fé€😀\ud800x\udc00")),
        new CallEvent.Completed(new CallId("")),
        new CallEvent.Aborted(ID),
        new CallEvent.Failed(ID, CallError.of(ProtocolCode.TIMEOUT, "late\n")),
        new CallEvent.Failed(ID, CallError.of("ODD", "").with(RawJson.of("[]"))),
        new CallEvent.Unknown(ID, "call.paused"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void c01_whatIsEncodedIsDecoded(CallEvent event) throws Exception {
    var frames = new FrameDecoder();

    var body = frames.next(ByteBuffer.wrap(EventCodec.encode(event)));

    assertThat(EventCodec.decode(requireNonNull(body))).isEqualTo(event);
    assertThat(MAPPER.readTree(body).path("id").textValue()).isEqualTo(event.id().value());
    assertThat(frames.midFrame()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {998, 999})
  void aValueThatCameInAndIsWrappedNestsNoDeeperThanAReceiverAccepts(int levels) throws Exception {
    var inner = RawJson.of("[\"]\\\"]\",".repeat(levels) + "1" + "]".repeat(levels));
    var wrapped = JsonNodeFactory.instance.objectNode().set("input", inner);

    var frame = EventCodec.encode(new CallEvent.Responded(ID, wrapped));

    var body = requireNonNull(new FrameDecoder().next(ByteBuffer.wrap(frame)));
    assertThat(EventCodec.decode(body)).isInstanceOf(CallEvent.Responded.class);
  }

  @Test
  void aValueThatCameInAndIsWrappedTooDeepIsRefused() {
    var inner = RawJson.of("[".repeat(1000) + "]".repeat(1000));
    var wrapped = JsonNodeFactory.instance.objectNode().set("input", inner);

    assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> EventCodec.encode(new CallEvent.Responded(ID, wrapped)))
        .withMessageContaining("nested deeper than 1000 levels");
  }

  @Test
  void c01car01car02_aFrameIsWrittenAsSpecified() throws Exception {
    var frame = EventCodec.encode(new CallEvent.Completed(ID));

    assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - 4);
    assertThat(body(new CallEvent.Completed(ID)))
        .isEqualTo("{\"type\":\"call.completed\",\"id\":\"k\",\"payload\":{}}");
  }

  @Test
  void c14_anErrorWithoutDetailsHasNoSuchMember() throws Exception {
    assertThat(body(new CallEvent.Failed(ID, CallError.timeout()))).isEqualTo("""
        {"type":"call.error","id":"k","payload":{"code":"TIMEOUT","message":"request timed out",\
        "retryable":true}}""");
  }

  @Test
  void aPlainRequestHasNoMembersThatSayNothing() throws Exception {
    assertThat(body(new CallEvent.Requested(ID, Request.of("/a/b", RawJson.of("1 "))))).isEqualTo("""
        {"type":"call.requested","id":"k","payload":{"operationId":"/a/b","input":1 }}""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "/a/b"})
  void d27_anOperationIsWrittenWithOneSlash(String operation) throws Exception {
    assertThat(body(new CallEvent.Requested(ID, Request.of(operation, NullNode.getInstance()))))
        .contains("\"operationId\":\"/a/b\",\"input\":null}");
  }

  @Test
  void treesArePrintedLikeJacksonDoes() throws Exception {
    var json = JsonNodeFactory.instance;
    var tree = json.objectNode()
        .put("i", 1)
        .put("l", Long.MIN_VALUE)
        .put("d", 1e300)
        .put("f", 1.1f)
        .put("n", (String) null)
        .put("b", true)
        .put("s", "é\"\n€😀\u0001/")
        .put("", "")
        .put("bytes", new byte[]{1, 2, 3})
        .put("D", new BigDecimal("1.50E+400"))
        .put("B", BigInteger.TWO.pow(200))
        .put("nan", Double.NaN)
        .put("inf", Float.NEGATIVE_INFINITY)
        .put("c", (short) 7)
        .putPOJO("pojo", List.of("x"));
    tree.putArray("list").add(1).addNull().add(json.objectNode()).add(json.arrayNode());
    tree.putObject("object").set("missing", json.missingNode());

    assertThat(body(new CallEvent.Responded(ID, tree)))
        .isEqualTo("{\"type\":\"call.responded\",\"id\":\"k\",\"payload\":{\"output\":"
            + MAPPER.writeValueAsString(tree) + "}}");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomTreesArePrintedLikeJacksonDoes(long seed) throws Exception {
    var random = new RandomJson(seed);
    for (int i = 0; i < 1000; i++) {
      var tree = MAPPER.readTree(random.document().replace("\\ud800", ""));

      var decoded = (CallEvent.Responded) decode(new CallEvent.Responded(ID, tree));

      assertThat(decoded.output().toString()).isEqualTo(MAPPER.writeValueAsString(tree));
    }
  }

  @Test
  void whatWasNotParsedIsCopied() throws Exception {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.set("raw", RawJson.of("{ \"n\" : 1.000000000000000000000000000000001 }"));

    assertThat(body(new CallEvent.Responded(ID, tree)))
        .contains("{\"output\":{\"raw\":{ \"n\" : 1.000000000000000000000000000000001 }}}");
  }

  @Test
  void halfASurrogatePairSurvives() throws Exception {
    var half = TextNode.valueOf("x\ud800");

    assertThat(body(new CallEvent.Responded(ID, half))).contains("\"x\\uD800\"");
    assertThat(
        ((CallEvent.Responded) decode(new CallEvent.Responded(ID, half))).output().textValue())
        .isEqualTo("x\ud800");
  }

  @Test
  void c08_aBodyAboveTheLimitIsRefused() throws Exception {
    int envelope = EventCodec.encode(new CallEvent.Responded(ID, RawJson.of("\"\""))).length - 4;
    int room = (64 << 20) - envelope;

    assertThat(EventCodec.encode(new CallEvent.Responded(ID, raw(room)))).hasSize((64 << 20) + 4);
    assertThat(EventCodec.encode(new CallEvent.Responded(ID, text(room)))).hasSize((64 << 20) + 4);
    refused(raw(room + 1));
    refused(text(room + 1));
    refused(raw(70_000_000));
    refused(TextNode.valueOf("\u0001".repeat(room / 3)));
  }

  @Test
  void whatNestsTooDeepForItsReceiverIsRefused() throws Exception {
    JsonNode tree = JsonNodeFactory.instance.arrayNode();
    for (int i = 1; i < 1000; i++) {
      tree = JsonNodeFactory.instance.arrayNode().add(tree);
    }
    decode(new CallEvent.Responded(ID, tree));

    refused(JsonNodeFactory.instance.arrayNode().add(tree));
  }

  private static JsonNode raw(int length) {
    return RawJson.of("\"" + "x".repeat(length) + "\"");
  }

  private static JsonNode text(int length) {
    return TextNode.valueOf("x".repeat(length));
  }

  private static void refused(JsonNode output) {
    assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> EventCodec.encode(new CallEvent.Responded(ID, output)));
  }

  private static CallEvent decode(CallEvent event) throws Exception {
    return EventCodec.decode(body(event).getBytes(StandardCharsets.UTF_8));
  }

  private static String body(CallEvent event) throws Exception {
    var frame = EventCodec.encode(event);
    return new String(frame, 4, frame.length - 4, StandardCharsets.UTF_8);
  }
}
