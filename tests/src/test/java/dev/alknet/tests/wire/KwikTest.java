package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.OtherKeys;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.log.NullLogger;

/// Other people's QUIC (kwik) and frames written by hand get the same answers from our endpoint.
///
/// kwik's TLS offers RSA-PSS and ECDSA but not Ed25519, so here the endpoint has a P-256 key, which
/// only tests can give it. kwik stays anonymous, and looks at the endpoint's key after the handshake
/// because it insists on a host name in the certificate otherwise.
@Timeout(120)
class KwikTest {
  // kwik asserts that a round trip takes a millisecond (0.10.8, LossDetector.detectLostPackets).
  // On the loopback it may not, and then the assertion ends kwik's receiver.
  static {
    KwikTest.class.getClassLoader().setPackageAssertionStatus("tech.kwik", false);
  }

  private final Bodies bodies = new Bodies();
  private LoopbackNode node;
  private QuicClientConnection client;

  @BeforeEach
  void connect() throws Exception {
    node = LoopbackNode.open(OtherKeys.p256(),
        Operation.local(LoopbackNode.query("test/echo"), (input, _) -> input),
        Operation.local(LoopbackNode.query("test/wait"),
            (_, _) -> bodies.countUntilInterrupted()),
        Operation.local(LoopbackNode.query("test/fail"), (_, _) -> {
          throw new CallException(CallError.invalidInput("as asked"));
        }),
        Operation.localStream(LoopbackNode.subscription("test/count"),
            (input, _, emitter) -> {
              for (var i = 0; i < input.intValue(); i++) {
                emitter.emit(IntNode.valueOf(i));
              }
            }),
        Operation.localStream(LoopbackNode.subscription("test/endless"),
            (_, _, emitter) -> bodies.count(() -> {
              for (var i = 0;; i++) {
                emitter.emit(IntNode.valueOf(i));
              }
            })),
        Operation.localRaw(OperationSpec.subscription("test/echo-raw").patient().raw().build(),
            (_, _, channel) -> {
              for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
                channel.write(chunk.get());
              }
            }));
    var connecting = Thread.currentThread();
    client = QuicClientConnection.newBuilder()
        .uri(URI.create("quic://127.0.0.1:" + node.address().getPort()))
        .applicationProtocol("alknet/call")
        .noServerCertificateCheck()
        .socketFactory(_ -> new HelloSocket(connecting))
        .logger(new NullLogger())
        .build();
    client.connect();
    assertThat(Fingerprint.of(client.getServerCertificateChain().getFirst()))
        .isEqualTo(node.key().fingerprint());
  }

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  @Test
  void listsWhatIsServed() throws Exception {
    var answer = ask("services/list", "{}");

    assertThat(answer.path("payload").path("output").path("operations").findValuesAsText("name"))
        .contains("test/echo", "test/count", "test/echo-raw");
  }

  @Test
  void c01c28_anonymousCallOnAStreamOfItsOwn() throws Exception {
    var text = "x".repeat(100_000);

    var answer = ask("test/echo", '"' + text + '"');

    assertThat(answer.path("type").asText()).isEqualTo("call.responded");
    assertThat(answer.path("payload").path("output").asText()).isEqualTo(text);
  }

  @Test
  void c117_callsOnOneStreamGetIndependentOutcomes() throws Exception {
    var stream = HandWritten.open(client);
    stream.request("a", "test/echo", "1");
    stream.request("b", "test/fail", "2");
    stream.request("c", "test/echo", "3");
    stream.finish();

    Map<String, String> types = new HashMap<>();
    for (var i = 0; i < 3; i++) {
      var answer = stream.event();
      types.put(answer.path("id").asText(), answer.path("type").asText());
    }

    assertThat(types)
        .isEqualTo(Map.of("a", "call.responded", "b", "call.error", "c", "call.responded"));
    assertThat(stream.ended()).isTrue();
  }

  @Test
  void c79_subscriptionToItsEnd() throws Exception {
    var stream = HandWritten.open(client);
    stream.request("s", "test/count", "1000");
    stream.finish();

    for (var i = 0; i < 1000; i++) {
      assertThat(stream.event().path("payload").path("output").intValue()).isEqualTo(i);
    }
    var last = stream.event();

    assertThat(last.path("type").asText()).isEqualTo("call.completed");
    assertThat(last.path("payload").isObject() && last.path("payload").isEmpty()).isTrue();
    assertThat(stream.ended()).isTrue();
  }

  @Test
  void c74c77_abortOnTheSameStreamInterruptsTheHandler() throws Exception {
    var stream = HandWritten.open(client);
    stream.request("w", "test/wait", "null");
    bodies.awaitRunning(1);

    stream.frame("{\"type\":\"call.aborted\",\"id\":\"w\",\"payload\":{}}");
    bodies.awaitRunning(0);
    stream.request("after", "test/echo", "1");

    assertThat(bodies.interrupted()).isEqualTo(1);
    assertThat(stream.event().path("id").asText()).isEqualTo("after");
  }

  @Test
  void c74_abortInTheMiddleOfASubscriptionStopsIt() throws Exception {
    var stream = HandWritten.open(client);
    stream.request("s", "test/endless", "null");
    for (var i = 0; i < 100; i++) {
      assertThat(stream.event().path("payload").path("output").intValue()).isEqualTo(i);
    }

    stream.frame("{\"type\":\"call.aborted\",\"id\":\"s\",\"payload\":{}}");
    stream.finish();
    while (!stream.ended()) {
      assertThat(stream.event().path("type").asText()).isEqualTo("call.responded");
    }

    bodies.awaitRunning(0);
  }

  @Test
  void car15_rawEchoEndsWithTheDrainedChunk() throws Exception {
    var stream = HandWritten.open(client);
    stream.frame("""
        {"type":"call.requested","id":"r",
        "payload":{"operationId":"/test/echo-raw","input":null,"carriage":"raw"}}""");
    for (var i = 0; i < 10; i++) {
      stream.chunk(1, new byte[]{1, 2, (byte) i});
      assertThat(stream.chunk()).containsExactly(1, 0, 0, 0, 3, 1, 2, i);
    }
    stream.finish();

    assertThat(stream.chunk()).containsExactly(1, 0, 0, 0, 0);
    assertThat(stream.ended()).isTrue();
  }

  @Test
  void c03c07_aBadFrameEndsItsStreamOnly() throws Exception {
    var bad = HandWritten.open(client);
    bad.bytes(new byte[]{0, 0, 0, 0});

    assertThatThrownBy(bad::event).isInstanceOf(IOException.class);
    assertThat(ask("test/echo", "1").path("payload").path("output").intValue()).isEqualTo(1);
  }

  @Test
  void unknownOperationIsNotFound() throws Exception {
    var answer = ask("test/nothing", "null");

    assertThat(answer.path("type").asText()).isEqualTo("call.error");
    assertThat(answer.path("payload").path("code").asText()).isEqualTo("NOT_FOUND");
  }

  private JsonNode ask(String operation, String input) throws IOException {
    var stream = HandWritten.open(client);
    stream.request("1", operation, input);
    stream.finish();
    var answer = stream.event();
    assertThat(answer.path("id").asText()).isEqualTo("1");
    assertThat(stream.ended()).isTrue();
    return answer;
  }
}
