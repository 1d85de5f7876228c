package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Schema;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Queries between two nodes: answers, failures, deadlines, the end of the connection.
@Timeout(30)
class CallConnectionTest {
  private static final CallError CLOSED = CallError.of(ProtocolCode.INTERNAL, "connection closed");

  private final Gauge running = new Gauge();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Side left = new Side(Side.echo());
  private final Side right = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/wait").build(), this::await),
      Operation.local(OperationSpec.query("test/bug").build(), (_, _) -> {
        throw new IllegalStateException("secret");
      }),
      Operation.local(OperationSpec.query("test/strict").input("{\"type\": \"string\"}").build(),
          this::await),
      Operation.local(OperationSpec.query("test/closed")
          .errors(List.of(new ErrorDefinition("CLOSED", "no more",
              Schema.parse("{\"required\": [\"until\"]}"))))
          .build(), CallConnectionTest::refuse));

  @ParameterizedTest
  @EnumSource
  void c17c18_bothEndsCallEachOtherAtOnce(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, 200)
          .<Callable<Outcome>>mapToObj(i -> () -> (i % 2 == 0 ? pair.caller() : pair.server())
              .call(Request.of("test/echo", json("" + i)), Deadline.NONE))
          .toList();

      var outcomes = threads.invokeAll(calls);

      for (var i = 0; i < outcomes.size(); i++) {
        assertThat(outcomes.get(i).get().orThrow().intValue()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void c18_anEndMayAskAtOnceWhoeverDialled(Kind kind) throws Exception {
    for (var i = 0; i < 200; i++) {
      try (var link = new Opened(kind.open(MemoryLink.Ends.anonymous(CallProtocol.ALPN)));
          var server = CallConnection.open(link.link.acceptor(), right.service());
          var _ = CallConnection.open(link.link.dialler(), left.service())) {
        assertThat(server.call(Request.of("test/echo", json("1")), Deadline.NONE))
            .isEqualTo(new Outcome.Succeeded(json("1")));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void c16_requestsOfEverySizeAreAnswered(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var inputs = IntStream.range(0, 10).mapToObj(i -> "\"" + "x".repeat(1 + i * 50_000) + "\"");
      var calls = inputs.<Callable<Boolean>>map(
          input -> () -> pair.ask("test/echo", input).orThrow().equals(json(input))).toList();

      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void c19_aLostConnectionFailsWhatIsPending(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var call = threads.submit(() -> pair.ask("test/wait", "1"));
      running.await(1);

      pair.link().cut();

      assertThat(call.get()).isEqualTo(new Outcome.Failed(CLOSED));
      running.await(0);
      assertThat(pair.ask("test/echo", "1")).isEqualTo(new Outcome.Failed(CLOSED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void c20_aBugIsToldWithoutItsText(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right)) {
      assertThat(pair.ask("test/bug", "1")).isEqualTo(new Outcome.Failed(CallError.internal()));
      assertThat(pair.ask("test/echo", "1")).isEqualTo(new Outcome.Succeeded(json("1")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void c22c74_atTheDeadlineTheHandlerStopsAndALateAnswerIsIgnored(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right)) {
      pair.ask("test/echo", "1").orThrow();

      var outcome = pair.caller()
          .call(Request.of("test/wait", json("1")), Deadline.after(Duration.ofMillis(20)));

      assertThat(outcome).isEqualTo(new Outcome.Failed(CallError.timeout()));
      running.await(0);
      assertThat(pair.ask("test/echo", "2")).isEqualTo(new Outcome.Succeeded(json("2")));
      pair.awaitIdle();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c74c77_anInterruptOfTheCallerInterruptsTheHandler(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var call = threads.submit(() -> pair.ask("test/wait", "1"));
      running.await(1);

      call.cancel(true);

      running.await(0);
      assertThat(running.total()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void c88c89_aDeclaredErrorPassesAndAnotherDoesNot(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right)) {
      assertThat(pair.ask("test/closed", "\"CLOSED\"")).isEqualTo(new Outcome.Failed(
          new CallError("CLOSED", "come back", true, json("{\"until\": 7}"))));
      assertThat(pair.ask("test/closed", "\"ODD\"")).isEqualTo(new Outcome.Failed(
          CallError.internal().with(json("{\"code\": \"ODD\"}"))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void c90_anInputThatBreaksTheSchemaReachesNoHandler(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right)) {
      assertThat(Side.code(pair.ask("test/strict", "7"))).isEqualTo("INVALID_INPUT");
      assertThat(running.total()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c91c92_protocolCodesAreNobodysAndOnlyTimeoutIsRetryable(Kind kind) throws Exception {
    assertThatThrownBy(() -> ErrorDefinition.of("TIMEOUT", "mine"))
        .isInstanceOf(IllegalArgumentException.class);
    var slow = new Side(Operation.local(
        OperationSpec.query("test/wait").timeout(Duration.ofMillis(10)).build(), this::await));
    try (var pair = Pair.open(kind, left, slow)) {
      assertThat(pair.ask("test/wait", "1")).isEqualTo(new Outcome.Failed(CallError.timeout()));
      assertThat(CallError.timeout().retryable()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c117_aBatchHasIndependentOutcomes(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var batch = List.<Callable<String>>of(() -> Side.code(pair.ask("test/echo", "1")),
          () -> Side.code(pair.ask("test/none", "1")), () -> Side.code(pair.ask("test/echo", "2")));

      var codes = threads.invokeAll(batch);

      assertThat(codes).extracting(code -> code.get()).containsExactly("OK", "NOT_FOUND", "OK");
    }
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    running.up();
    try {
      gate.await();
      return input;
    } finally {
      running.down();
    }
  }

  private static JsonNode refuse(JsonNode input, CallContext context) {
    throw new CallException(
        new CallError(input.textValue(), "come back", true, json("{\"until\": 7}")));
  }

  /// A link that is cut in the end.
  private record Opened(MemoryLink link) implements AutoCloseable {
    @Override
    public void close() {
      link.cut();
    }
  }
}
