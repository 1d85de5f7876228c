package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Holding;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a forwarded call leaves running on the worker is held by the hub. Source: docs/adr/0006.
@Timeout(30)
class HoldingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Set<String> things = ConcurrentHashMap.newKeySet();
  private final Gauge started = new Gauge();
  private final Gauge released = new Gauge();
  private final Side hub = new Side();
  private final Side worker = new Side(
      Operation.local(OperationSpec.mutation("thing/start")
          .holding(Holding.of("thing/stop", "{\"id\": \"$.id\"}", "thing $.id"))
          .build(), this::start),
      Operation.local(OperationSpec.mutation("thing/stop").build(), this::stop));
  private final Call root = Side.root();
  /// What happens just before the worker answers.
  private volatile Runnable answering = () -> {};

  @ParameterizedTest
  @EnumSource
  void abortingTheRootGivesBackWhatItsCallsLeft(Kind kind) throws Exception {
    try (var _ = open(kind)) {
      start("\"a\"");
      start("\"b\"");
      assertThat(things).containsExactlyInAnyOrder("a", "b");

      root.abort(CallError.cancelled());

      assertThat(root.awaitQuiet(SOON)).isTrue();
      assertThat(things).isEmpty();
      assertThat(released.total()).isEqualTo(2);
      assertThat(root.tree().released()).containsExactlyInAnyOrder("thing a", "thing b");
      assertThat(root.tree().left()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatCrossesWithTheAbortIsGivenBackToo(Kind kind) throws Exception {
    try (var pair = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answering = pair.link().faults()::stall;
      var call = threads.submit(() -> start("\"a\""));
      started.awaitTotal(1);

      root.abort(CallError.cancelled());

      assertThat(Side.code(call.get())).isEqualTo("INTERNAL");
      pair.link().faults().unstall();
      released.awaitTotal(1);
      assertThat(things).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLargeRequestIsGivenBackAsWell(Kind kind) throws Exception {
    try (var pair = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answering = pair.link().faults()::stall;
      var call = threads.submit(() -> start("\"" + "x".repeat(100_000) + "\""));
      started.awaitTotal(1);

      root.abort(CallError.cancelled());

      assertThat(Side.code(call.get())).isEqualTo("INTERNAL");
      pair.link().faults().unstall();
      released.awaitTotal(1);
      assertThat(things).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerAfterTheDeadlineIsGivenBackWhileTheRootLives(Kind kind) throws Exception {
    try (var pair = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answering = pair.link().faults()::stall;

      var call = threads.submit(() -> hub.service()
          .dispatcher()
          .invoke(hub.inside(root, null),
              "thing/start", json("\"a\""), CallOptions.within(Duration.ofSeconds(2))));

      assertThat(Side.code(call.get())).isEqualTo("TIMEOUT");
      pair.link().faults().unstall();
      released.awaitTotal(1);
      assertThat(things).isEmpty();
      assertThat(root.aborted()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereverAnswerAndAbortMeetNothingIsLeft(Kind kind) throws Exception {
    try (var pair = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var chance = new SplittableRandom(7);
      for (var i = 0; i < 300; i++) {
        var each = Side.root();
        var name = "\"" + i + "\"";
        var call = threads.submit(() -> hub.service()
            .dispatcher()
            .invoke(hub.inside(each, null), "thing/start", json(name), CallOptions.DEFAULT));
        for (var spins = chance.nextInt(50_000); spins > 0; spins--) {
          Thread.onSpinWait();
        }

        each.abort(CallError.cancelled());

        call.get();
        assertThat(each.awaitQuiet(SOON)).isTrue();
      }
      pair.awaitIdle();
      while (!things.isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeGivenBackIsSaidToBeLeft(Kind kind) throws Exception {
    try (var pair = open(kind)) {
      start("\"a\"");
      pair.link().cut();

      root.abort(CallError.cancelled());

      assertThat(root.awaitQuiet(SOON)).isTrue();
      assertThat(root.tree().left()).containsExactly("thing a");
      assertThat(root.tree().released()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsGoneAlreadyIsNothingToGiveBack(Kind kind) throws Exception {
    try (var _ = open(kind)) {
      start("\"a\"");
      things.clear();

      root.abort(CallError.cancelled());

      assertThat(root.awaitQuiet(SOON)).isTrue();
      assertThat(List.of(root.tree().left(), root.tree().released()))
          .containsExactly(List.of(), List.of());
    }
  }

  private Pair open(Kind kind) throws InterruptedException {
    var pair = Pair.open(kind, hub, worker);
    pair.caller().refresh();
    hub.peers().attach("worker", pair.caller().overlay());
    return pair;
  }

  private Outcome start(String id) throws InterruptedException {
    return hub.service()
        .dispatcher()
        .invoke(hub.inside(root, null), "thing/start", json(id),
            CallOptions.DEFAULT);
  }

  /// Answers with the id and leaves a thing of that name; it holds it as well, as a worker does.
  private JsonNode start(JsonNode input, CallContext context) {
    var id = input.textValue().substring(0, Math.min(9, input.textValue().length()));
    things.add(id);
    context.call().tree().hold(id, () -> {
      if (things.remove(id)) {
        released.up();
        return true;
      }
      return false;
    });
    answering.run();
    started.up();
    return json("{\"id\": \"" + id + "\"}");
  }

  private JsonNode stop(JsonNode input, CallContext context) {
    if (!things.remove(input.path("id").textValue())) {
      throw new CallException(CallError.notFound("thing", List.of()));
    }
    released.up();
    return json("true");
  }
}
