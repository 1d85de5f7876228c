package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls with raw carriage. Source: docker-fleet-http.md §1.1–1.3; rulings 12, 14.
@Timeout(30)
class RawCarriageTest {
  static final RawChunk EXIT = RawChunk.of(RawChunk.CONTROL_OUT, "{\"type\":\"exit\",\"code\":0}");
  private static final RawChunk NO_MORE = RawChunk.of(RawChunk.STDIN, "");

  private final Gauge running = new Gauge();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> controls = new CopyOnWriteArrayList<>();
  private final Side caller = new Side();
  private final Side server = new Side(Side.echo(),
      raw("debug/echo-raw", this::echo),
      raw("debug/stall", this::stall),
      raw("debug/brood", (input, context, channel) -> {
        rest(channel);
        stall(input, context, channel);
      }),
      raw("debug/throw", (_, _, _) -> {
        throw new IllegalStateException("secret");
      }),
      raw("debug/half", (_, _, channel) -> {
        channel.write(RawChunk.of(RawChunk.STDOUT, "half"));
        throw new IllegalStateException("secret");
      }),
      Operation.localRaw(OperationSpec.subscription("debug/root")
          .raw()
          .access(AccessControl.scopes("root"))
          .build(), this::echo));

  @Test
  void whatGoesInComesOutAndThenExitDrainedEnd() throws Exception {
    try (var pair = open(); var channel = pair.caller().raw(request("debug/echo-raw"))) {
      channel.write(RawChunk.of(RawChunk.CONTROL_IN, "{\"type\":\"resize\",\"cols\":80}"));
      channel.write(RawChunk.of(RawChunk.STDIN, "hello"));
      assertThat(text(channel)).isEqualTo("1:hello");

      channel.write(NO_MORE);
      channel.finish();

      assertThat(rest(channel)).containsExactly("4:{\"type\":\"exit\",\"code\":0}", "1:");
      assertThat(controls).containsExactly("{\"type\":\"resize\",\"cols\":80}");
    }
    running.await(0);
  }

  @Test
  void endingOnesHalfIsEnoughToEndTheInput() throws Exception {
    try (var pair = open(); var channel = pair.caller().raw(request("debug/echo-raw"))) {
      channel.write(RawChunk.of(RawChunk.STDIN, "x".repeat(300_000)));

      channel.finish();

      assertThat(rest(channel)).hasSize(5 + 2).endsWith("4:{\"type\":\"exit\",\"code\":0}", "1:");
    }
  }

  @Test
  void refusalsBeforeTheHandOffAreErrorsAsInAnyCall() throws Exception {
    try (var pair = open()) {
      assertRefused(pair, "debug/none", "NOT_FOUND");
      assertRefused(pair, "debug/throw", "INTERNAL");
      assertThat(Side.code(pair.ask("debug/echo-raw", "1"))).isEqualTo("INVALID_OPERATION_TYPE");
      pair.awaitIdle();
    }
  }

  @Test
  void car08_accessIsJudgedBeforeTheHandOff() throws Exception {
    try (var pair = open()) {
      assertRefused(pair, "debug/root", "FORBIDDEN");
      assertThat(running.total()).isZero();
    }
  }

  @Test
  void car06_whatHasNoRawCarriageRefusesIt() throws Exception {
    try (var pair = open()) {
      assertRefused(pair, "test/echo", "INVALID_INPUT");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"carriage\": \"json\""})
  void car04car05_withoutAWordTheAnswerIsJson(String carriage) throws Exception {
    var link = Pair.link(Kind.MULTIPLEXING, "hand", "server");
    try (var _ = CallConnection.open(link.acceptor(), server.service())) {
      var hand = Hand.on(link.dialler()).event("requested", "a", """
          {"operationId": "test/echo", "input": 1%s}""".formatted(carriage));

      assertThat(hand.next())
          .isEqualTo(new CallEvent.Responded(new CallId("a"), json("1")));
    }
  }

  @Test
  void car17_anEndWithinAChunkIsAnError() throws Exception {
    var link = Pair.link(Kind.MULTIPLEXING, "caller", "hand");
    try (var connection = CallConnection.open(link.dialler(), caller.service());
        var channel = connection.raw(request("any/thing"))) {
      var hand = Hand.accept(link.acceptor());
      assertThat(hand.next()).isInstanceOf(CallEvent.Requested.class);
      hand.bytes((byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 'a');
      hand.finish();

      assertThatThrownBy(channel::read)
          .hasMessage("INTERNAL: the session ended before all its output was sent");
    }
  }

  @Test
  void anEndWithoutTheDrainedChunkIsAnError() throws Exception {
    try (var pair = open(); var channel = pair.caller().raw(request("debug/half"))) {
      assertThatThrownBy(() -> rest(channel)).hasMessageContaining("INTERNAL")
          .hasMessageNotContaining("secret");
    }
    var link = Pair.link(Kind.MULTIPLEXING, "caller", "hand");
    try (var connection = CallConnection.open(link.dialler(), caller.service());
        var channel = connection.raw(request("any/thing"))) {
      var hand = Hand.accept(link.acceptor());
      assertThat(hand.next()).isInstanceOf(CallEvent.Requested.class);
      hand.bytes((byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 'a');
      hand.finish();

      assertThat(text(channel)).isEqualTo("1:a");
      assertThatThrownBy(channel::read)
          .hasMessage("INTERNAL: the session ended before all its output was sent");
    }
  }

  @Test
  void whoeverClosesEarlyStopsTheHandler() throws Exception {
    try (var pair = open()) {
      try (var _ = pair.caller().raw(request("debug/stall"))) {
        running.await(1);
      }

      running.await(0);
      assertThat(pair.ask("test/echo", "1").orThrow()).isEqualTo(json("1"));
    }
  }

  @Test
  void whoeverClosesAfterTheInputStopsTheHandlerToo() throws Exception {
    try (var pair = open()) {
      try (var channel = pair.caller().raw(request("debug/brood"))) {
        channel.finish();
        running.await(1);
      }

      running.await(0);
    }
  }

  @Test
  void aStreamTypeThatIsNoneBreaksOff() throws Exception {
    var link = Pair.link(Kind.MULTIPLEXING, "hand", "server");
    try (var _ = CallConnection.open(link.acceptor(), server.service())) {
      var hand = Hand.on(link.dialler()).event("requested", "a", """
          {"operationId": "debug/echo-raw", "carriage": "raw"}""");

      hand.bytes((byte) 9, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 'a');

      hand.awaitOver();
      running.await(0);
    }
  }

  @Test
  void rawCarriageNeedsAStreamThatCarriedNothing() throws Exception {
    var link = Pair.link(Kind.MULTIPLEXING, "hand", "server");
    try (var _ = CallConnection.open(link.acceptor(), server.service())) {
      var hand = Hand.on(link.dialler()).event("aborted", "?", "{}").event("requested", "a", """
          {"operationId": "debug/echo-raw", "carriage": "raw"}""");

      assertThat(hand.next()).isInstanceOf(CallEvent.Failed.class);
      hand.event("requested", "b", "{\"operationId\": \"test/echo\"}");
      assertThat(hand.next()).isInstanceOf(CallEvent.Responded.class);
    }
  }

  @Test
  void theOnlyStreamOfASocketCanCarryChunksAndThenNothingElse() throws Exception {
    var link = Pair.link(Kind.DUPLEX, "hand", "server");
    try (var connection = CallConnection.open(link.acceptor(), server.service())) {
      DuplexStream bytes = link.dialler().accept();
      var channel = RawStream.ofCaller(bytes, new Budget(128 << 20, Duration.ofDays(1)));
      bytes.receive(channel);
      bytes.write(EventCodec.encode(new CallEvent.Requested(CallId.random(),
          new Request("debug/echo-raw", json("1"), null, null, Request.RAW))));
      channel.write(RawChunk.of(RawChunk.STDIN, "hi"));
      assertThat(text(channel)).isEqualTo("1:hi");

      assertThat(Side.code(connection.call(request("test/echo"), Deadline.NONE)))
          .isEqualTo("INTERNAL");
      channel.finish();

      assertThat(rest(channel)).endsWith("1:");
      connection.awaitClosed();
    }
  }

  @Test
  void aConnectionWithOneStreamStartsNoRawCall() throws Exception {
    try (var pair = Pair.open(Kind.DUPLEX, caller, server)) {
      assertThatThrownBy(() -> pair.caller().raw(request("debug/echo-raw")))
          .isInstanceOf(IOException.class);
    }
  }

  private Pair open() {
    return Pair.open(Kind.MULTIPLEXING, caller, server);
  }

  static Request request(String operation) {
    return Request.of(operation, json("null"));
  }

  static Operation raw(String name, Handler.Raw handler) {
    return Operation.localRaw(OperationSpec.subscription(name).raw().build(), handler);
  }

  static String text(RawChannel channel) throws IOException, InterruptedException {
    return text(channel.read().orElseThrow());
  }

  static List<String> rest(RawChannel channel) throws IOException, InterruptedException {
    var all = new CopyOnWriteArrayList<String>();
    for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
      all.add(text(chunk.get()));
    }
    return all;
  }

  private static String text(RawChunk chunk) {
    return chunk.type() + ":" + new String(chunk.payload(), StandardCharsets.UTF_8);
  }

  private static void assertRefused(Pair pair, String operation, String code) throws Exception {
    try (var channel = pair.caller().raw(request(operation))) {
      assertThatThrownBy(channel::read).isInstanceOfSatisfying(CallException.class,
          refused -> assertThat(refused.error().code()).isEqualTo(code));
    }
  }

  private void echo(JsonNode input, CallContext context, RawChannel channel)
      throws IOException, InterruptedException {
    running.up();
    try {
      for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
        var bytes = chunk.get().payload();
        if (chunk.get().type() == RawChunk.CONTROL_IN) {
          controls.add(new String(bytes, StandardCharsets.UTF_8));
        } else if (bytes.length > 0) {
          channel.write(new RawChunk(RawChunk.STDOUT, bytes));
        }
      }
      channel.write(EXIT);
    } finally {
      running.down();
    }
  }

  private void stall(JsonNode input, CallContext context, RawChannel channel)
      throws InterruptedException {
    running.up();
    try {
      gate.await();
    } finally {
      running.down();
    }
  }
}
