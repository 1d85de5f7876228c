package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AbortTest {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger produced = new AtomicInteger();

  /// Blocks until it is interrupted.
  private final Operation block =
      Operation.local(OperationSpec.query("test/block").build(), (_, _) -> {
        started.countDown();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          ended.complete("interrupted");
          throw e;
        }
        return NullNode.instance;
      });

  /// Does not listen to interrupts until `go`.
  private final Operation deaf =
      Operation.local(OperationSpec.query("test/deaf").build(), (_, _) -> {
        started.countDown();
        go.acquireUninterruptibly();
        ended.complete("done");
        return NullNode.instance;
      });

  private final Operation numbers =
      Operation.localStream(OperationSpec.subscription("test/numbers").build(),
          (_, _, emitter) -> {
            try {
              for (int i = 0;; i++) {
                emitter.emit(IntNode.valueOf(i));
                produced.incrementAndGet();
              }
            } catch (InterruptedException | CallException e) {
              ended.complete("interrupted");
              throw e;
            }
          });

  private final Call root = Call.root(CallId.random(), Deadline.NONE);

  @Test
  void c71_answersTimeoutWhenAHandlerNeverReturns() throws InterruptedException {
    var fixture = new Fixture(deaf);

    assertThat(fixture.ask(null, "test/deaf", "{}", CallOptions.within(Duration.ofMillis(50))))
        .isEqualTo(new Outcome.Failed(CallError.timeout()));
    assertThat(ended).isNotDone();
    go.release();
  }

  @Test
  void c71_givesARootThirtySecondsUnlessItsOperationSaysOtherwise() {
    assertThat(OperationSpec.query("a/b").build().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(OperationSpec.query("a/b").patient().build().toJson().get("timeout_ms").isNull())
        .isTrue();
  }

  @Test
  void c72_cutsAChildAtTheDeadlineOfItsRoot() throws Exception {
    var outer = Operation.local(OperationSpec.query("test/outer").build(),
        (_, context) -> context.env()
            .invoke("test/block", NullNode.instance,
                CallOptions.within(Duration.ofHours(1))))
        .composing(CompositionAuthority.of("outer"), ScopedEnv.of("test/block"));

    assertThat(new Fixture(block, outer).ask(null, "test/outer", "{}",
        CallOptions.within(Duration.ofSeconds(1)))).isEqualTo(
            new Outcome.Failed(CallError.timeout()));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void c73_givesASubscriptionNoDeadline() {
    assertThat(new Fixture(numbers).follow(null, "test/numbers", "{}").call().deadline())
        .isEqualTo(Deadline.NONE);
  }

  @Test
  void cutsASubscriptionAtItsOwnTimeoutEvenIfNobodyTakes() throws Exception {
    var fixture = new Fixture(numbers);
    var subscription = fixture.dispatcher.subscribe(Caller.outside(null, fixture.registry),
        "test/numbers", NullNode.instance, CallOptions.within(Duration.ofSeconds(1)));

    assertThat(ended.get()).isEqualTo("interrupted");
    assertThatThrownBy(subscription::next).hasMessageContaining("TIMEOUT");
  }

  @Test
  void c74_interruptsTheHandlerAndItsChildren() throws Exception {
    var outer = Operation.local(OperationSpec.query("test/outer").build(),
        (_, context) -> context.env().invoke("test/block", NullNode.instance))
        .composing(CompositionAuthority.of("outer"), ScopedEnv.of("test/block"));
    var answer = inBackground(env(new Fixture(block, outer)), "test/outer");
    started.await();

    root.abort(CallError.cancelled());

    assertThat(answer.get()).isEqualTo(CallError.cancelled());
    assertThat(ended.get()).isEqualTo("interrupted");
    assertThat(root.awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(root.tree().interrupted()).isEqualTo(2);
  }

  @Test
  void c74_startsNothingBelowAnAbortedCall() {
    root.abort(CallError.cancelled());

    assertThatThrownBy(() -> env(new Fixture(block)).invoke("test/block", NullNode.instance))
        .hasMessageContaining("request cancelled");
    assertThat(started.getCount()).isEqualTo(1);
  }

  @Test
  void c75_letsAChildContinueThatWasStartedTo() throws Exception {
    var outer = Operation.local(OperationSpec.query("test/outer").build(),
        (_, context) -> context.env()
            .invoke("test/deaf", NullNode.instance,
                CallOptions.DEFAULT.with(AbortPolicy.CONTINUE_RUNNING)))
        .composing(CompositionAuthority.of("outer"), ScopedEnv.of("test/deaf"));
    var answer = inBackground(env(new Fixture(deaf, outer)), "test/outer");
    started.await();

    root.abort(CallError.cancelled());

    assertThat(answer.get()).isEqualTo(CallError.cancelled());
    assertThat(ended).isNotDone();
    go.release();
    assertThat(ended.get()).isEqualTo("done");
  }

  @Test
  void c85_stopsTheProducerWhenTheSequenceIsClosed() throws Exception {
    try (var subscription = new Fixture(numbers).follow(null, "test/numbers", "{}")) {
      assertThat(subscription.next()).contains(IntNode.valueOf(0));
    }

    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void c86_makesTheProducerWaitForASlowConsumer() throws Exception {
    var subscription = new Fixture(numbers).follow(null, "test/numbers", "{}");

    for (int i = 0; i < 1000; i++) {
      assertThat(subscription.next()).contains(IntNode.valueOf(i));
      assertThat(produced.get()).isLessThanOrEqualTo(i + 2 + Subscription.CAPACITY);
    }
    subscription.close();
  }

  @Test
  void releasesWhatTheTreeHoldsWhenItsRootIsAborted() throws Exception {
    root.tree().hold("thing 1", () -> true);
    root.tree().hold("thing 2", () -> false);
    root.tree().hold("thing 3", () -> {
      throw new AssertionError("dropped things are not released");
    });
    root.tree().drop("thing 3");
    root.tree().hold("thing 5", () -> {
      throw new CallException(CallError.of("STUCK", "it would not go"));
    });

    root.abort(CallError.cancelled());
    root.tree().hold("thing 4", () -> true);
    root.tree().drop("thing 4");

    assertThat(root.awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(root.tree().released()).containsExactlyInAnyOrder("thing 1", "thing 4");
    assertThat(root.tree().left()).containsExactly("thing 5");
  }

  @Test
  void isNotQuietBeforeWhatTheTreeHoldsIsReleased() throws Exception {
    root.tree().hold("thing 1", () -> true);
    var early = new CompletableFuture<Boolean>();
    root.child(null, Deadline.NONE).onAbort(() -> early.complete(root.tree().quiet()));

    root.abort(CallError.cancelled());

    assertThat(early.get()).isFalse();
    assertThat(root.awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(root.tree().released()).containsExactly("thing 1");
  }

  @Test
  void leavesNoThreadBehindAfterRandomAborts() throws Exception {
    var fixture = new Fixture(block, numbers);
    for (int i = 0; i < 500; i++) {
      var tree = Call.root(CallId.random(), Deadline.NONE);
      var env = fixture.dispatcher.env(Caller.inside(tree, null, Layers.curated(fixture.registry),
          ScopedEnv.all()));
      var calls = List.of(start(env, "test/block"), start(env, "test/block"));
      var subscription = env.subscribe("test/numbers", NullNode.instance);
      if (i % 3 == 0) {
        subscription.next();
      }

      tree.abort(CallError.cancelled());

      for (var call : calls) {
        call.join();
      }
      assertThat(tree.awaitQuiet(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static Thread start(Env env, String name) {
    return Thread.ofVirtual().start(() -> {
      try {
        env.invoke(name, NullNode.instance);
      } catch (CallException | InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private Env env(Fixture fixture) {
    return fixture.dispatcher
        .env(Caller.inside(root, null, Layers.curated(fixture.registry), ScopedEnv.all()));
  }

  private static CompletableFuture<CallError> inBackground(Env env, String name) {
    var answer = new CompletableFuture<CallError>();
    Thread.ofVirtual().start(() -> {
      try {
        env.invoke(name, json("{}"));
        answer.completeExceptionally(new AssertionError("it succeeded"));
      } catch (CallException e) {
        answer.complete(e.error());
      } catch (InterruptedException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }
}
