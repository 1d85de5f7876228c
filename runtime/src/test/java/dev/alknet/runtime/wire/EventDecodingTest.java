package dev.alknet.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventDecodingTest {
  private static final CallId ID = new CallId("a1");

  @Test
  void readsARequestWithEverything() throws Exception {
    var event = decode("""
        {"type":"call.requested","id":"a1","payload":{
          "operationId":"/depot/parcels/find",
          "input":{"zone":"north","limit":3},
          "auth_token":"alk_9f2c",
          "forwarded_for":{"id":"maria","scopes":["depot:read"],"resources":{"zone":["north"]}},
          "carriage":"raw"}}""");

    var maria = new Identity("maria", Set.of("depot:read"), Map.of("zone", Set.of("north")));
    assertThat(event).isEqualTo(new CallEvent.Requested(ID, new Request("/depot/parcels/find",
        RawJson.of("{\"zone\":\"north\",\"limit\":3}"), "alk_9f2c", maria, Request.RAW)));
  }

  @Test
  void readsTheOtherEvents() throws Exception {
    assertThat(decode(envelope("call.responded", "{\"output\":[1.50]}")))
        .isEqualTo(new CallEvent.Responded(ID, RawJson.of("[1.50]")));
    assertThat(decode(envelope("call.completed", "{}"))).isEqualTo(new CallEvent.Completed(ID));
    assertThat(decode(envelope("call.aborted", "{}"))).isEqualTo(new CallEvent.Aborted(ID));
    assertThat(decode(envelope("call.error", """
        {"code":"ZONE_CLOSED","message":"zone \\"north\\" is closed","retryable":true,
         "details":{"reopens_in_s":600}}"""))).isEqualTo(new CallEvent.Failed(ID,
        new CallError("ZONE_CLOSED", "zone \"north\" is closed", true,
            RawJson.of("{\"reopens_in_s\":600}"))));
    assertThat(decode(envelope("call.paused", "7")))
        .isEqualTo(new CallEvent.Unknown(ID, "call.paused"));
  }

  @Test
  void doesNotParseTheDetailsOfAnError() throws Exception {
    var event = (CallEvent.Failed) decode(
        envelope("call.error", "{\"code\":\"A\",\"message\":\"b\",\"details\":{\"n\":1}}"));

    assertThat((Object) event.error().details()).extracting("tree").isNull();
  }

  @Test
  void c13_aClaimOfAnySizeIsNotParsed() throws Exception {
    var scopes = "\"s\",".repeat(Payload.MAX_CLAIM) + "\"s\"";

    var event = (CallEvent.Requested) decode(envelope("call.requested",
        "{\"operationId\":\"a/b\",\"forwarded_for\":{\"id\":\"maria\",\"scopes\":[" + scopes
            + "]}}"));

    assertThat(event.request().forwardedFor()).isNull();
  }

  @Test
  void doesNotParseWhatItPassesOn() throws Exception {
    var number = "3.14159265358979323846264338327950288";

    var event = (CallEvent.Responded) decode(
        envelope("call.responded", "{\"output\": {\"n\" : " + number + "} }"));

    assertThat(event.output()).isInstanceOf(RawJson.class).hasToString("{\"n\" : " + number + "}");
  }

  @Test
  void theOrderOfMembersDoesNotMatter() throws Exception {
    assertThat(decode("{\"payload\":{\"output\":1},\"id\":\"a1\",\"type\":\"call.responded\"}"))
        .isEqualTo(new CallEvent.Responded(ID, RawJson.of("1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"id\":\"a1\",\"payload\":{}}",
      "{\"type\":\"call.completed\",\"payload\":{}}",
      "{\"type\":\"call.completed\",\"id\":\"a1\"}",
      "{\"type\":7,\"id\":\"a1\",\"payload\":{}}",
      "{\"type\":\"call.completed\",\"id\":null,\"payload\":{}}",
      "{\"type\":\"call.completed\",\"type\":\"call.completed\",\"id\":\"a1\",\"payload\":{}}",
      "{\"type\":\"call.completed\",\"id\":\"a1\",\"i\\u0064\":\"a1\",\"payload\":{}}",
      "{\"type\":\"call.completed\",\"id\":\"a1\",\"payload\":{},\"payload\":1}",
      "{\"type\":\"call.completed\",\"id\":\"a1\",\"payload\":{}} x",
      "{\"type\":\"call.completed\",\"id\":\"a1\",\"payload\":{},}",
      "{\"type\":\"call.completed\",\"id\":\"a1\",\"payload\":{\"a\":01}}",
      "{}", "[]", "null", "\"x\"", "", "{"})
  void c07_c09_refusesWhatIsNoEnvelope(String text) {
    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> decode(text));
  }

  @Test
  void c09_ignoresOtherMembers() throws Exception {
    assertThat(decode(
        """
        {"v":{"type":1},"type":"call.completed","v":2,"input":3,"input":4,"id":"a1","payload":[]}"""))
        .isEqualTo(new CallEvent.Completed(ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"operationId\":\"a/b\"}", "{\"operationId\":\"a/b\",\"input\":null}"})
  void c11_aMissingInputIsJsonNull(String payload) throws Exception {
    assertThat(request(payload).input()).isSameAs(NullNode.getInstance());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"operationId\":7}", "{\"operationId\":null,\"operation\":\"x\"}", "null",
          "[\"operationId\"]", "\"a/b\""})
  void c12_aRequestWithoutOperationAsksForTheEmptyName(String payload) throws Exception {
    assertThat(request(payload)).isEqualTo(Request.of("", NullNode.getInstance()));
  }

  @Test
  void d12_operationStandsInForOperationId() throws Exception {
    assertThat(request("{\"operation\":\"a/b\"}").operation()).isEqualTo("a/b");
    assertThat(request("{\"operationId\":\"/c\",\"operation\":\"a/b\"}").operation())
        .isEqualTo("/c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{}", "{\"id\":7}", "{\"id\":\" \"}",
      "{\"id\":\"m\",\"scopes\":\"a\"}", "{\"id\":\"m\",\"scopes\":[1]}",
      "{\"id\":\"m\",\"scopes\":null}",
      "{\"id\":\"m\",\"resources\":[]}", "{\"id\":\"m\",\"resources\":{\"a\":\"b\"}}"})
  void c13_aMalformedForwardedForCountsAsNone(String claim) throws Exception {
    assertThat(request("{\"operationId\":\"a/b\",\"forwarded_for\":" + claim + "}").forwardedFor())
        .isNull();
  }

  @Test
  void c13_aShortForwardedForIsEnough() throws Exception {
    assertThat(request("{\"forwarded_for\":{\"id\":\"m\",\"scopes\":[\"a\",\"a\"],\"x\":1}}")
        .forwardedFor())
        .isEqualTo(Identity.of("m", Set.of("a")));
  }

  @Test
  void aTokenThatIsNoStringCountsAsNone() throws Exception {
    assertThat(request("{\"auth_token\":[\"x\"]}").authToken()).isNull();
    var longest = "x".repeat(4096);
    assertThat(request("{\"auth_token\":\"" + longest + "\"}").authToken()).isEqualTo(longest);
    assertThat(request("{\"auth_token\":\"" + "x".repeat(10 << 20) + "\"}").authToken())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"\"raw\";raw", "\"r\\u0061w\";raw", "\"\";''", "7;7",
      "null;null", "{\"a\": 1};'{\"a\": 1}'"})
  void anyCarriageIsKeptToBeRefusedLater(String json, String carriage) throws Exception {
    assertThat(request("{\"carriage\":" + json + "}").carriage()).isEqualTo(carriage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "null", "{\"output\":null}"})
  void anAnswerWithoutOutputIsJsonNull(String payload) throws Exception {
    assertThat(decode(envelope("call.responded", payload)))
        .isEqualTo(new CallEvent.Responded(ID, NullNode.getInstance()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "7", "{\"code\":1,\"message\":2,\"retryable\":3,\"details\":null}",
      "{\"code\":\" \"}"})
  void anErrorWithoutItsMembersIsInternal(String payload) throws Exception {
    assertThat(decode(envelope("call.error", payload)))
        .isEqualTo(new CallEvent.Failed(ID, CallError.internal()));
  }

  @Test
  void ofRepeatedPayloadMembersTheLastCounts() throws Exception {
    assertThat(request("{\"operationId\":\"a\",\"operationI\\u0064\":\"b\"}").operation())
        .isEqualTo("b");
  }

  @Test
  void understandsEscapes() throws Exception {
    var event = decode("""
        {"t\\u0079pe":"call\\u002Ecompleted","id":"\\"\\\\\\/\\n\\u00e9\\uD83D\\uDE00\\ud800",
         "payload":{}}""");

    assertThat(event).isEqualTo(new CallEvent.Completed(new CallId("\"\\/\né😀\ud800")));
    assertThat(decode("{\"type\":\"x\\ny\",\"id\":\"é\",\"payload\":0}"))
        .isEqualTo(new CallEvent.Unknown(new CallId("é"), "x\ny"));
  }

  @Test
  void aValueMayHave1000Levels() throws Exception {
    var deepest = "[".repeat(1000) + "]".repeat(1000);

    assertThat(request("{\"input\":" + deepest + "}").input().size()).isEqualTo(1);
    assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> request("{\"input\":[" + deepest + "]}"));
  }

  private static Request request(String payload) throws InvalidFrameException {
    return ((CallEvent.Requested) decode(envelope("call.requested", payload))).request();
  }

  private static String envelope(String type, String payload) {
    return "{\"type\":\"%s\",\"id\":\"a1\",\"payload\":%s}".formatted(type, payload);
  }

  private static CallEvent decode(String body) throws InvalidFrameException {
    return EventCodec.decode(body.getBytes(StandardCharsets.UTF_8));
  }
}
