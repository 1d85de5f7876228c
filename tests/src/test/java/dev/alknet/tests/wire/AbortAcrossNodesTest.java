package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Holding;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A caller, a hub and a worker, each with an endpoint of its own: what the caller gives up stops on
/// the worker, with everything below it.
@Timeout(120)
class AbortAcrossNodesTest {
  private final Bodies bodies = new Bodies();
  private final LinkedBlockingQueue<CallId> servedByWorker = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> released = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch sideEffect = new CountDownLatch(1);
  private LoopbackNode worker;
  private LoopbackNode hub;
  private LoopbackNode caller;
  private RecordingConnection toWorker;
  private Link hubToWorker;
  private Link callerToHub;

  @BeforeEach
  void connect() throws Exception {
    worker = LoopbackNode.open(
        LoopbackNode.composing(
            Operation.local(LoopbackNode.query("work/parent"), this::parent)),
        Operation.local(OperationSpec.query("work/child").internal().patient().build(),
            (_, _) -> bodies.countUntilInterrupted()),
        Operation.local(OperationSpec.query("work/lasting").internal().patient().build(),
            (_, _) -> bodies.count(() -> {
              goOn.await();
              sideEffect.countDown();
              return NullNode.instance;
            })),
        Operation.local(OperationSpec.mutation("work/start")
            .holding(Holding.of("work/stop", "{\"name\": \"$.name\"}", "thing $.name"))
            .build(), (_, _) -> JsonNodeFactory.instance.objectNode().put("name", "web-1")),
        Operation.local(OperationSpec.mutation("work/stop").build(), (input, _) -> {
          released.add(input.path("name").asText());
          return NullNode.instance;
        }));
    hub = LoopbackNode.open(LoopbackNode.composing(
        Operation.local(LoopbackNode.query("hub/forward"), (input, context) -> context.env()
            .invoke("work/parent", input, CallOptions.toPeer("worker")))));
    caller = LoopbackNode.open();
    toWorker = new RecordingConnection(hub.connect(worker));
    hubToWorker = hub.speak(toWorker);
    hub.attach("worker", hubToWorker);
    callerToHub = caller.dial(hub);
  }

  @AfterEach
  void close() {
    caller.close();
    hub.close();
    worker.close();
  }

  @Test
  void c76_abortReachesTheWorkerUnderTheOnwardId() throws Exception {
    var asking = Thread.startVirtualThread(() -> forward("work/child"));
    bodies.awaitRunning(1);
    var onward = servedByWorker.take();

    asking.interrupt();
    var told = toWorker.awaitSent(CallEvent.Aborted.class::isInstance);

    assertThat(told.id()).isEqualTo(onward);
    assertNothingRuns();
    assertThat(bodies.interrupted()).isEqualTo(1);
  }

  @Test
  void c74_cuttingTheCallersConnectionStopsEverythingBelow() throws Exception {
    var asking = Thread.startVirtualThread(() -> forward("work/child"));
    bodies.awaitRunning(1);

    callerToHub.close();
    asking.join();

    assertNothingRuns();
    assertThat(bodies.interrupted()).isEqualTo(1);
  }

  @Test
  void c19_cuttingTheWorkersConnectionStopsItAndFailsTheCall() throws Exception {
    var outcome = new CompletableFuture<JsonNode>();
    var asking = Thread.startVirtualThread(() -> outcome.complete(forward("work/child")));
    bodies.awaitRunning(1);

    hubToWorker.close();
    asking.join();

    assertThat(outcome.get().path("code").asText()).isEqualTo("INTERNAL");
    assertThat(outcome.get().path("message").asText()).contains("connection closed");
    hub.awaitGone("worker");
    assertThat(hub.service().peers().ids()).isEmpty();
    assertNothingRuns();
  }

  @Test
  void c75_whatWasStartedToContinueSurvivesTheCut() throws Exception {
    var asking = Thread.startVirtualThread(() -> forward("work/lasting"));
    bodies.awaitRunning(1);

    hubToWorker.close();
    asking.join();
    worker.awaitAccepted(0);
    assertThat(bodies.running()).isEqualTo(1);
    goOn.countDown();

    sideEffect.await();
    assertNothingRuns();
    assertThat(bodies.interrupted()).isZero();
  }

  @Test
  void anAnswerThatCrossesWithTheAbortIsReleased() throws Exception {
    var root = Call.root(CallId.random(), Deadline.NONE);
    toWorker.holdBack();
    var asking = Thread.startVirtualThread(() -> start(root));
    toWorker.awaitKeptBack();

    root.abort(CallError.cancelled());
    toWorker.awaitSent(CallEvent.Aborted.class::isInstance);
    asking.join();
    assertThat(released).isEmpty();
    toWorker.letIn();

    assertThat(released.take()).isEqualTo("web-1");
  }

  @Test
  void whatAFinishedCallHasLeftIsReleasedWithItsRoot() throws Exception {
    var root = Call.root(CallId.random(), Deadline.NONE);

    start(root);
    assertThat(released).isEmpty();
    root.abort(CallError.cancelled());

    assertThat(released.take()).isEqualTo("web-1");
  }

  private JsonNode parent(JsonNode input, CallContext context) throws InterruptedException {
    servedByWorker.add(context.call().id());
    var policy = input.asText().equals("work/lasting")
        ? AbortPolicy.CONTINUE_RUNNING
        : AbortPolicy.ABORT_DEPENDENTS;
    return context.env()
        .invoke(input.asText(), NullNode.instance,
            CallOptions.DEFAULT.with(policy));
  }

  /// The output, or the error as `{code, message}`; null when this thread was interrupted.
  private JsonNode forward(String below) {
    try {
      return callerToHub.calls()
          .call(Request.of("hub/forward", JsonNodeFactory.instance.textNode(below)),
              Deadline.NONE)
          .orThrow();
    } catch (CallException e) {
      return JsonNodeFactory.instance.objectNode()
          .put("code", e.error().code())
          .put("message", e.error().message());
    } catch (InterruptedException _) {
      return NullNode.instance;
    }
  }

  /// Has the worker start something as a part of `root`; ends without an output when it is aborted.
  private void start(Call root) {
    try {
      var _ = operator(root).invoke("work/start", NullNode.instance);
    } catch (CallException _) {
      // aborted
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Env operator(Call root) {
    var service = hub.service();
    return service.dispatcher()
        .env(Caller.inside(root, Node.OPERATOR,
            Layers.of(service.registry(), service.peers()), ScopedEnv.all()));
  }

  private void assertNothingRuns() throws InterruptedException {
    bodies.awaitRunning(0);
    for (var node : new LoopbackNode[]{hub, worker}) {
      for (var link : node.accepted()) {
        link.awaitIdle();
      }
    }
  }
}
