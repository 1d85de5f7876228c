package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.Holding;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.wire.Request;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ten thousand aborts at random moments: nothing goes on and nothing is left behind.
/// Source: call.md §16.
@Timeout(60)
class AbortStormTest {
  private static final int ABORTS = 5000;
  private static final int CUT_EVERY = 1000;
  private static final int AT_ONCE = 64;

  private final Gauge bodies = new Gauge();
  private final Gauge threads = new Gauge();
  private final Side caller = new Side();
  private final Side worker = new Side(
      Operation.local(OperationSpec.query("work/wait")
          .holding(Holding.of("work/stop", "{}", "work"))
          .build(), this::await),
      Operation.local(OperationSpec.query("work/echo").build(), (input, _) -> input),
      Operation.local(OperationSpec.query("work/stop").build(), (input, _) -> input),
      Operation.localStream(OperationSpec.subscription("work/items").build(), this::items));
  private final Side hub = new Side(
      Operation.local(OperationSpec.query("hub/echo").build(), (input, _) -> input),
      Operation.local(OperationSpec.query("hub/call").forwardsErrors().build(),
          (input, context) -> context.env().invoke(input.textValue(), input))
          .composing(CompositionAuthority.of("hub"), ScopedEnv.all()),
      Operation.localStream(OperationSpec.subscription("hub/items").forwardsErrors().build(),
          AbortStormTest::relay).composing(CompositionAuthority.of("hub"), ScopedEnv.all()));

  @ParameterizedTest
  @EnumSource
  void c74c76_afterTheStormNothingIsUnderWay(Kind kind) throws Exception {
    var chance = new SplittableRandom(42);
    for (var round = 0; round < ABORTS / CUT_EVERY; round++) {
      try (var near = Pair.open(kind, caller, hub); var far = Pair.open(kind, hub, worker)) {
        far.caller().refresh();
        hub.peers().attach("worker", far.caller().overlay());

        storm(near, chance.split());
        if (round % 2 == 0) {
          near.link().cut();
          far.link().cut();
        }

        threads.await(0);
        near.awaitIdle();
        far.awaitIdle();
        bodies.await(0);
        assertThat(far.caller().asking().calls().givenUp())
            .isLessThanOrEqualTo(PendingCalls.REMEMBERED);
      }
    }
    assertThat(bodies.total()).isGreaterThan(ABORTS / 100);
  }

  private void storm(Pair near, SplittableRandom chance) throws InterruptedException {
    var slots = new Semaphore(AT_ONCE);
    for (var i = 0; i < CUT_EVERY; i++) {
      slots.acquire();
      var own = chance.split();
      var asked = new CountDownLatch(1);
      threads.up();
      var call = Thread.ofVirtual().start(() -> {
        try {
          asked.countDown();
          ask(near, own);
        } catch (InterruptedException | CallException _) {
          // What was to be expected.
        } finally {
          slots.release();
          threads.down();
        }
      });
      abort(call, asked, chance);
    }
  }

  private static void abort(Thread call, CountDownLatch asked, SplittableRandom chance)
      throws InterruptedException {
    if (chance.nextInt(4) > 0) {
      asked.await();
      for (var spins = chance.nextInt(3000); spins > 0; spins--) {
        Thread.onSpinWait();
      }
    }
    call.interrupt();
  }

  private static void ask(Pair near, SplittableRandom chance) throws InterruptedException {
    var deadline = chance.nextInt(8) == 0
        ? Deadline.after(Duration.ofNanos(chance.nextInt(1_000_000)))
        : Deadline.NONE;
    switch (chance.nextInt(5)) {
      case 0 -> near.caller().call(Request.of("hub/call", json("\"work/wait\"")), deadline);
      case 1 -> near.caller().call(Request.of("hub/call", json("\"work/echo\"")), deadline);
      case 2 -> near.caller()
          .call(Request.of("hub/echo", json("\"" + "x".repeat(70_000) + "\"")), deadline);
      default -> {
        try (var items =
            near.caller().subscribe(Request.of("hub/items", json("null")), deadline)) {
          for (var left = chance.nextInt(20); left > 0 && items.next().isPresent(); left--) {
            assertThat(left).isPositive();
          }
        }
      }
    }
  }

  private static void relay(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    try (var items = context.env().subscribe("work/items", input, CallOptions.DEFAULT)) {
      for (var item = items.next(); item.isPresent(); item = items.next()) {
        emitter.emit(item.get());
      }
    }
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    bodies.up();
    try {
      new CountDownLatch(1).await();
      return input;
    } finally {
      bodies.down();
    }
  }

  private void items(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    bodies.up();
    try {
      for (var i = 0; i < 1_000_000; i++) {
        emitter.emit(json("\"" + "x".repeat(200) + "\""));
      }
    } finally {
      bodies.down();
    }
  }
}
