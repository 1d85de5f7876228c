package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.Request;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Subscriptions over a connection. Source: call.md §17.
@Timeout(30)
class StreamingTest {
  private final Gauge running = new Gauge();
  private final Side caller = new Side();
  private final Side server = new Side(
      Operation.localStream(OperationSpec.subscription("test/count")
          .error("ODD", "there are no more")
          .build(), this::count),
      Operation.localStream(OperationSpec.subscription("test/forever").build(), this::forever),
      Operation.localStream(OperationSpec.subscription("test/exec").build(), (_, _, emitter) -> {
        emitter.emit(json("{\"stream\": \"stdout\"}"));
        emitter.emit(json("{\"exitCode\": 3, \"terminal\": true}"));
      }),
      Operation.localStream(OperationSpec.subscription("test/large").build(),
          (_, _, emitter) -> emitter.emit(TextNode.valueOf("x".repeat(64 << 20)))),
      Operation.localStream(OperationSpec.subscription("test/short")
          .timeout(Duration.ofMillis(20))
          .build(), this::forever),
      Operation.localStream(OperationSpec.subscription("test/hidden").internal().build(),
          this::count),
      Operation.localStream(OperationSpec.subscription("test/root")
          .access(AccessControl.scopes("root"))
          .build(), this::count));

  @ParameterizedTest
  @EnumSource
  void c79c80c81car03_whatIsSentIsItemsAndThenOneEnd(Kind kind) throws Exception {
    var link = Pair.link(kind, "hand", "server");
    try (var _ = CallConnection.open(link.acceptor(), server.service())) {
      var hand = Hand.on(link.dialler());

      hand.event("requested", "a", "{\"operationId\": \"test/count\", \"input\": 2}");
      assertThat(hand.next()).isEqualTo(item("a", "0"));
      assertThat(hand.next()).isEqualTo(item("a", "1"));
      assertThat(hand.nextText()).isNotEmpty();
      assertThat(hand.nextText()).isNotEmpty();
      assertThat(json(hand.nextText()))
          .isEqualTo(json("{\"type\": \"call.completed\", \"id\": \"a\", \"payload\": {}}"));
      assertThat(hand.next()).isEqualTo(new CallEvent.Completed(new CallId("a")));

      hand.event("requested", "b", "{\"operationId\": \"test/count\", \"input\": -2}");
      assertThat(hand.next()).isEqualTo(item("b", "0"));
      assertThat(hand.next()).isEqualTo(item("b", "1"));
      assertThat(hand.next())
          .isEqualTo(new CallEvent.Failed(new CallId("b"), CallError.of("ODD", "that was all")));

      hand.event("requested", "c", "{\"operationId\": \"test/count\", \"input\": 0}");
      assertThat(hand.next()).isEqualTo(new CallEvent.Completed(new CallId("c")));
      assertThat(hand.silent()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c79c82_itemsComeInOrderUpToTheEnd(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      assertThat(Pair.all(pair.follow("test/count", "3"))).containsExactly("0", "1", "2");
      assertThat(Pair.all(pair.follow("test/count", "0"))).isEmpty();
      assertThat(Pair.all(pair.follow("test/exec", "0"))).endsWith(
          "{\"exitCode\":3,\"terminal\":true}");
      pair.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c80c84_failuresComeAtTheirPlace(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server); var items = pair.follow("test/count", "-1")) {
      assertThat(items.next()).contains(json("0"));
      assertThatThrownBy(items::next).hasMessage("ODD: that was all");

      assertFails(pair, "test/hidden", "NOT_FOUND");
      assertFails(pair, "test/none", "NOT_FOUND");
      assertFails(pair, "test/root", "FORBIDDEN");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anItemThatFitsNoFrameEndsTheStreamWithAnError(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      assertFails(pair, "test/large", "INTERNAL: an item fits no frame");
    }
  }

  @ParameterizedTest
  @EnumSource
  void c85_closingEarlyStopsTheProducer(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      try (var items = pair.follow("test/forever", "0")) {
        assertThat(items.next()).contains(json("0"));
      }

      running.await(0);
      pair.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c19_aLostConnectionEndsASubscriptionWithAnError(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server);
        var items = pair.follow("test/count", "-1000000")) {
      assertThat(items.next()).contains(json("0"));

      pair.link().cut();

      assertThatThrownBy(() -> Pair.all(items)).hasMessageContaining("INTERNAL");
      running.await(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeadlineOfTheOtherEndIsToldEvenOnAStreamOfItsOwn(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      for (var i = 0; i < 20; i++) {
        assertFails(pair, "test/short", "TIMEOUT");
      }
      running.await(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void c73_aSubscriptionEndsAtTheDeadlineItsCallerGave(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server);
        var items = pair.caller()
            .subscribe(Request.of("test/forever", json("0")),
                Deadline.after(Duration.ofMillis(50)))) {
      assertThatThrownBy(() -> Pair.all(items)).hasMessageContaining("TIMEOUT");
      running.await(0);
    }
  }

  @Test
  void aDeadlineIsToldToWhoeverHasEndedHisHalf() throws Exception {
    for (var i = 0; i < 20; i++) {
      var link = Pair.link(Kind.MULTIPLEXING, "hand", "server");
      try (var _ = CallConnection.open(link.acceptor(), server.service())) {
        var hand = Hand.on(link.dialler())
            .event("requested", "a", "{\"operationId\": \"test/short\", \"input\": 0}");

        hand.finish();

        var event = hand.next();
        if (event.equals(item("a", "0"))) { // there is none if it was too late for it already
          event = hand.next();
        }
        assertThat(event).isEqualTo(new CallEvent.Failed(new CallId("a"), CallError.timeout()));
      }
    }
  }

  private static void assertFails(Pair pair, String operation, String start) throws Exception {
    try (var items = pair.follow(operation, "1")) {
      assertThatThrownBy(() -> Pair.all(items)).hasMessageStartingWith(start);
    }
  }

  private static CallEvent item(String id, String output) {
    return new CallEvent.Responded(new CallId(id), json(output));
  }

  /// So many items; if negative, a failure behind them.
  private void count(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    running.up();
    try {
      for (var i = 0; i < Math.abs(input.intValue()); i++) {
        emitter.emit(json("" + i));
      }
      if (input.intValue() < 0) {
        throw new CallException(CallError.of("ODD", "that was all"));
      }
    } finally {
      running.down();
    }
  }

  private void forever(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    running.up();
    try {
      emitter.emit(input);
      new CountDownLatch(1).await();
    } finally {
      running.down();
    }
  }
}
