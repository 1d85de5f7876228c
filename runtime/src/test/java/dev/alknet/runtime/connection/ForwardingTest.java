package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.ScopedEnv;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A caller, a hub that composes, and a worker behind it. Source: call.md §13, §16, §20.3.
@Timeout(30)
class ForwardingTest {
  private final Gauge running = new Gauge();
  private final Gauge finished = new Gauge();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Side caller = new Side();
  private final Side worker = new Side(
      Operation.local(OperationSpec.query("work/wait").error("ODD", "odd").build(), this::await),
      Operation.local(OperationSpec.query("work/who")
          .access(AccessControl.scopes("work"))
          .build(), (_, context) -> who(context)),
      Operation.localStream(OperationSpec.subscription("work/count").error("ODD", "odd").build(),
          this::count))
      .knows("caller", "work");
  private final Side hub = new Side(composing("hub/wait", null, AbortPolicy.ABORT_DEPENDENTS),
      composing("hub/leave", null, AbortPolicy.CONTINUE_RUNNING),
      composing("hub/who", CompositionAuthority.of("maria", "work"), AbortPolicy.ABORT_DEPENDENTS));

  @ParameterizedTest
  @EnumSource
  void c66_aPeerThatGoesFailsTheCallAndIsThenUnknown(Kind kind) throws Exception {
    try (var nodes = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var call = threads.submit(() -> nodes.near.ask("hub/wait", "\"work/wait\""));
      running.await(1);

      nodes.far.link().cut();

      assertThat(call.get()).isEqualTo(
          new Outcome.Failed(CallError.of(ProtocolCode.INTERNAL, "connection closed")));
      assertThat(Side.code(nodes.near.ask("hub/wait", "\"work/wait\""))).isEqualTo("NOT_FOUND");
      running.await(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void c67_anImportIsReachedThroughAWrapperOnly(Kind kind) throws Exception {
    gate.countDown();
    try (var nodes = open(kind)) {
      assertThat(Side.code(nodes.near.ask("work/wait", "1"))).isEqualTo("NOT_FOUND");
      assertThat(nodes.near.ask("services/list", "{}").orThrow().toString())
          .doesNotContain("work/wait");
      assertThat(Side.code(nodes.near.ask("hub/wait", "\"work/wait\""))).isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @EnumSource
  void c70_theWorkerJudgesTheHubAndHearsForWhomItActs(Kind kind) throws Exception {
    try (var nodes = open(kind)) {
      assertThat(nodes.near.ask("hub/who", "\"work/who\"").orThrow())
          .isEqualTo(json("\"caller for maria\""));
      assertThat(hub.service()
          .dispatcher()
          .invoke(hub.inside(Side.root(), Identity.operator("op")), "work/who", json("1"),
              CallOptions.DEFAULT))
          .isEqualTo(new Outcome.Succeeded(json("\"caller for op\"")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void c76_anAbortReachesTheWorkerOverTheHub(Kind kind) throws Exception {
    try (var nodes = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var call = threads.submit(() -> nodes.near.ask("hub/wait", "\"work/wait\""));
      running.await(1);

      call.cancel(true);

      running.await(0);
      assertThat(finished.total()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void c72_aForwardedCallHasWhatIsLeftOfItsParent(Kind kind) throws Exception {
    try (var _ = open(kind)) {
      assertThat(hub.service()
          .dispatcher()
          .invoke(hub.inside(Side.root(), null), "work/wait",
              json("1"), CallOptions.within(Duration.ofMillis(30))))
          .isEqualTo(new Outcome.Failed(CallError.timeout()));

      running.await(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void c75_whatIsToContinueSurvivesTheAbortAndACut(Kind kind) throws Exception {
    try (var nodes = open(kind); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var aborted = threads.submit(() -> nodes.near.ask("hub/leave", "\"work/wait\""));
      running.await(1);
      aborted.cancel(true);
      var cut = threads.submit(() -> nodes.near.ask("hub/leave", "\"work/wait\""));
      running.await(2);
      nodes.near.link().cut();
      assertThat(Side.code(cut.get())).isEqualTo("INTERNAL");
      nodes.near.server().awaitClosed();

      gate.countDown();

      finished.awaitTotal(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void c87_aForwardedSubscriptionIsTheSame(Kind kind) throws Exception {
    try (var nodes = open(kind)) {
      assertThat(Pair.all(follow(3))).containsExactly("0", "1", "2");
      assertThat(Pair.all(follow(0))).isEmpty();
      assertThat(Pair.all(follow(5000))).hasSize(5000);
      try (var items = follow(-1)) {
        assertThat(items.next()).contains(json("0"));
        assertThatThrownBy(items::next).hasMessage("ODD: odd");
      }
      nodes.far.awaitIdle();
    }
  }

  private Subscription follow(int count) {
    return hub.service()
        .dispatcher()
        .subscribe(hub.inside(Side.root(), null), "work/count",
            json("" + count), CallOptions.DEFAULT);
  }

  private Nodes open(Kind kind) throws Exception {
    var nodes = new Nodes(Pair.open(kind, caller, hub), Pair.open(kind, hub, worker));
    nodes.far.caller().refresh();
    hub.peers().attach("worker", nodes.far.caller().overlay());
    return nodes;
  }

  /// Calls the operation that its input names, with null.
  private static Operation composing(String name, @Nullable CompositionAuthority authority,
      AbortPolicy policy) {
    return Operation.local(OperationSpec.query(name).forwardsErrors().build(),
        (input, context) -> context.env()
            .invoke(input.textValue(), json("1"),
                CallOptions.DEFAULT.with(policy)))
        .composing(authority == null ? CompositionAuthority.of("nobody") : authority,
            ScopedEnv.all());
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    running.up();
    try {
      gate.await();
      finished.up();
      return input;
    } finally {
      running.down();
    }
  }

  private static JsonNode who(CallContext context) {
    var claim = context.forwardedFor();
    return json("\"%s for %s\"".formatted(context.caller(), claim == null ? "none" : claim.id()));
  }

  private void count(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    for (var i = 0; i < Math.abs(input.intValue()); i++) {
      emitter.emit(json("" + i));
    }
    if (input.intValue() < 0) {
      throw new CallException(CallError.of("ODD", "odd"));
    }
  }

  private record Nodes(Pair near, Pair far) implements AutoCloseable {
    @Override
    public void close() {
      near.close();
      far.close();
    }
  }
}
