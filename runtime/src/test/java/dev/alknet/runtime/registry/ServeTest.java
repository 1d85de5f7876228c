package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.holding;
import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that come from outside, each served on the thread that brings it.
@Timeout(30)
class ServeTest {
  private static final @Nullable Identity NOBODY = null;

  private final CountDownLatch started = new CountDownLatch(1);
  private final CompletableFuture<String> stopped = new CompletableFuture<>();
  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger produced = new AtomicInteger();
  private final AtomicReference<@Nullable CallContext> context = new AtomicReference<>();

  @Test
  void answersAQueryWithTheGivenIdOnThisThread() {
    var thread = new AtomicReference<@Nullable Thread>();
    var fixture = new Fixture(Operation.local(OperationSpec.query("a/b").build(), (input, c) -> {
      thread.set(Thread.currentThread());
      context.set(c);
      return input;
    }));
    var heard = new Heard();

    fixture.dispatcher.serve(outside(fixture), new CallId("wire-1"), "/a/b", json("[1]"), heard);

    assertThat(heard.events()).containsExactly("responded [1]");
    assertThat(heard.began.join().id()).isEqualTo(new CallId("wire-1"));
    assertThat(heard.began.join().parent()).isNull();
    assertThat(thread.get()).isSameAs(Thread.currentThread());
  }

  @Test
  void c67_c84_refusesBeforeAnythingBegins() {
    var fixture = new Fixture(
        stream(OperationSpec.subscription("in/side").internal(), 1),
        stream(OperationSpec.subscription("n/shut").access(AccessControl.scopes("s")), 1),
        stream(OperationSpec.subscription("n/strict").input("{\"type\": \"string\"}"), 1));
    fixture.attach("p1", Fixture.imported("x/op", "1"));

    assertThat(fixture.serve(NOBODY, "in/side", "{}")).containsExactly("failed NOT_FOUND");
    assertThat(fixture.serve(NOBODY, "x/op", "{}")).containsExactly("failed NOT_FOUND");
    assertThat(fixture.serve(NOBODY, "", "{}")).containsExactly("failed NOT_FOUND");
    assertThat(fixture.serve(NOBODY, "n/shut", "{}")).containsExactly("failed FORBIDDEN");
    assertThat(fixture.serve(holding("s"), "n/shut", "{}")).containsExactly("1", "completed");
    assertThat(fixture.serve(NOBODY, "n/strict", "{}")).containsExactly("failed INVALID_INPUT");
    var heard = new Heard();
    fixture.dispatcher.serve(outside(fixture), CallId.random(), "no/thing", json("{}"), heard);
    assertThat(heard.began).isNotDone();
  }

  @Test
  void c70_showsWhomTheCallerClaimsToActForToTheFirstHandlerOnly() {
    var child = new AtomicReference<@Nullable CallContext>();
    var fixture = new Fixture(
        Operation.local(OperationSpec.query("in/ner").build(), (input, c) -> {
          child.set(c);
          return input;
        }),
        Operation.local(OperationSpec.query("a/b").build(), (input, c) -> {
          context.set(c);
          return c.env().invoke("in/ner", input);
        }).composing(CompositionAuthority.of("a"), ScopedEnv.of("in/ner")),
        Operation.local(OperationSpec.query("a/shut").access(AccessControl.scopes("s")).build(),
            (input, _) -> input));
    var user = Identity.of("user", Set.of("s"));
    var caller = Caller.outside(holding("hub"), user, fixture.layers());

    assertThat(fixture.serve(caller, "a/b", "1")).containsExactly("responded 1");
    assertThat(context.get()).isNotNull()
        .extracting(CallContext::identity, CallContext::forwardedFor)
        .containsExactly(holding("hub"), user);
    assertThat(child.get()).isNotNull().extracting(CallContext::forwardedFor).isNull();
    assertThat(fixture.serve(caller, "a/shut", "1")).containsExactly("failed FORBIDDEN");
    assertThat(fixture.serve(NOBODY, "a/b", "1")).containsExactly("responded 1");
    assertThat(context.get()).isNotNull().extracting(CallContext::forwardedFor).isNull();
  }

  @Test
  void c71_answersTimeoutOnceWhenAHandlerIsDeaf() throws Exception {
    var fixture = new Fixture(Operation.local(OperationSpec.query("a/deaf")
        .timeout(Duration.ofMillis(50))
        .build(), (input, _) -> {
          go.acquireUninterruptibly();
          return input;
        }));
    var heard = new Heard();
    var serving = serveInBackground(fixture, "a/deaf", heard);

    assertThat(heard.end.get()).containsExactly("failed TIMEOUT");
    go.release();
    serving.join();
    assertThat(heard.events()).containsExactly("failed TIMEOUT");
  }

  @Test
  void c71_tellsTheTimeoutAfterTheItemThatIsBeingSent() throws Exception {
    var fixture = new Fixture(
        stream(OperationSpec.subscription("n/slow").timeout(Duration.ofSeconds(1)), 1000));
    var heard = new Heard(3);

    serveInBackground(fixture, "n/slow", heard).join();

    assertThat(heard.end.get()).containsExactly("1", "2", "3", "failed TIMEOUT");
    assertThat(stopped.get()).isEqualTo("stopped");
  }

  @Test
  void c72_cutsAChildAtTheDeadlineOfItsRoot() throws Exception {
    var fixture = new Fixture(blocking("a/block"),
        Operation.local(OperationSpec.query("a/outer").timeout(Duration.ofSeconds(1)).build(),
            (input, c) -> c.env()
                .invoke("a/block", input, CallOptions.within(Duration.ofHours(1))))
            .composing(CompositionAuthority.of("outer"), ScopedEnv.of("a/block")));

    var heard = new Heard();
    serveInBackground(fixture, "a/outer", heard).join();

    assertThat(heard.end.get()).containsExactly("failed TIMEOUT");
    assertThat(stopped.get()).isEqualTo("stopped");
  }

  @Test
  void c73_givesASubscriptionNoDeadline() {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/to"), 1));
    var heard = new Heard();

    fixture.dispatcher.serve(outside(fixture), CallId.random(), "n/to", json("{}"), heard);

    assertThat(heard.began.join().deadline()).isEqualTo(Deadline.NONE);
  }

  @Test
  void c74_c77_stopsTheHandlerAndItsChildrenAndSaysNothingMore() throws Exception {
    var fixture = new Fixture(blocking("a/block"),
        Operation.local(OperationSpec.query("a/outer").build(),
            (input, c) -> c.env().invoke("a/block", input))
            .composing(CompositionAuthority.of("outer"), ScopedEnv.of("a/block")));
    var heard = new Heard();
    var serving = serveInBackground(fixture, "a/outer", heard);
    started.await();

    heard.began.get().abort(CallError.cancelled());

    assertThat(stopped.get()).isEqualTo("stopped");
    serving.join();
    assertThat(heard.began.get().awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(heard.events()).isEmpty();
  }

  @Test
  void c74_runsNothingWhenItIsAbortedAtOnce() {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/to"), 5));
    var heard = new Heard();
    var aborting = new Answers() {
      @Override
      public void began(Call call) {
        heard.began(call);
        call.abort(CallError.cancelled());
      }

      @Override
      public void item(JsonNode item) {
        throw new AssertionError(item);
      }

      @Override
      public void responded(JsonNode output) {
        throw new AssertionError(output);
      }

      @Override
      public void completed() {
        throw new AssertionError("completed");
      }

      @Override
      public void failed(CallError error) {
        throw new AssertionError(error);
      }
    };

    fixture.dispatcher.serve(outside(fixture), CallId.random(), "n/to", json("{}"), aborting);

    assertThat(produced).hasValue(0);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void tellsTheCallerOfAnAbortThatItHasNotAskedFor() throws Exception {
    var fixture = new Fixture(blocking("a/block"));
    var heard = new Heard();
    var serving = serveInBackground(fixture, "a/block", heard);
    started.await();

    heard.began.get().abort(CallError.of(ProtocolCode.INTERNAL, "the node stops"));

    serving.join();
    assertThat(heard.end.get()).containsExactly("failed INTERNAL");
  }

  @Test
  void c75_letsAChildContinueThatWasStartedTo() throws Exception {
    var fixture = new Fixture(
        Operation.local(OperationSpec.query("a/deaf").build(), (input, _) -> {
          started.countDown();
          go.acquireUninterruptibly();
          stopped.complete("done");
          return input;
        }),
        Operation.local(OperationSpec.query("a/outer").build(), (input, c) -> {
          try {
            return c.env()
                .invoke("a/deaf", input, CallOptions.DEFAULT.with(AbortPolicy.CONTINUE_RUNNING));
          } finally {
            produced.incrementAndGet();
          }
        }).composing(CompositionAuthority.of("outer"), ScopedEnv.of("a/deaf")));
    var heard = new Heard();
    var serving = serveInBackground(fixture, "a/outer", heard);
    started.await();

    heard.began.get().abort(CallError.cancelled());
    serving.join();
    assertThat(stopped).isNotDone();
    go.release();

    assertThat(stopped.get()).isEqualTo("done");
    assertThat(heard.events()).isEmpty();
  }

  @Test
  void c79_c81_givesAllItemsInOrderAndThenTheEnd() {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/three"), 3),
        stream(OperationSpec.subscription("n/none"), 0));

    assertThat(fixture.serve(NOBODY, "n/three", "{}")).containsExactly("1", "2", "3", "completed");
    assertThat(fixture.serve(NOBODY, "n/none", "{}")).containsExactly("completed");
  }

  @Test
  void c80_givesTheItemsBeforeAnErrorAndNoEndAfterIt() {
    var fixture = new Fixture(Operation.localStream(OperationSpec.subscription("n/bad")
        .error("BROKEN", "it broke")
        .build(), (_, _, emitter) -> {
          emitter.emit(IntNode.valueOf(1));
          emitter.emit(IntNode.valueOf(2));
          throw new CallException(CallError.of("BROKEN", "after two"));
        }));

    assertThat(fixture.serve(NOBODY, "n/bad", "{}")).containsExactly("1", "2", "failed BROKEN");
  }

  @Test
  void c82_lastItemCarriesTheExitCode() {
    var fixture = new Fixture(Operation.localStream(OperationSpec.subscription("n/exec").build(),
        (_, _, emitter) -> emitter.emit(json("{\"exitCode\": 3, \"terminal\": true}"))));

    assertThat(fixture.serve(NOBODY, "n/exec", "{}"))
        .containsExactly("{\"exitCode\":3,\"terminal\":true}", "completed");
  }

  @Test
  void c85_stopsTheProducerWhenTheCallerGivesUp() throws Exception {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/many"), 1000));
    var heard = new Heard(1);
    var serving = serveInBackground(fixture, "n/many", heard);
    started.await();

    heard.began.get().abort(CallError.cancelled());

    assertThat(stopped.get()).isEqualTo("stopped");
    serving.join();
    assertThat(heard.events()).doesNotContain("completed").hasSizeLessThan(2);
    assertThat(heard.end).isNotDone();
  }

  @Test
  void c86_makesTheProducerWaitForASlowCaller() throws Exception {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/many"), 100));
    var heard = new Heard(0);
    var serving = serveInBackground(fixture, "n/many", heard);

    for (int i = 1; i <= 100; i++) {
      assertThat(produced.get()).isLessThanOrEqualTo(i);
      heard.room.release();
    }
    serving.join();

    assertThat(heard.events()).hasSize(101).endsWith("100", "completed");
  }

  @Test
  void abortsACallWhoseCallerHasGone() throws Exception {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/many"), 100));
    var heard = new Heard();
    heard.gone = true;

    fixture.dispatcher.serve(outside(fixture), CallId.random(), "n/many", json("{}"), heard);

    assertThat(stopped.get()).isEqualTo("stopped");
    assertThat(heard.events()).isEmpty();
    assertThat(heard.began.get().aborted()).isEqualTo(CallError.cancelled());
  }

  @Test
  void tellsABrokenHandlerFromABrokenCaller() {
    var fixture = new Fixture(Operation.localStream(OperationSpec.subscription("n/bug").build(),
        (_, _, _) -> {
          throw new IOException("secret");
        }));

    assertThat(fixture.serve(NOBODY, "n/bug", "{}")).containsExactly("failed INTERNAL");
  }

  @Test
  void leavesNothingBehindAfterRandomAborts() throws Exception {
    var fixture = new Fixture(stream(OperationSpec.subscription("n/many"), 50));
    for (int i = 0; i < 500; i++) {
      var heard = new Heard();
      var serving = serveInBackground(fixture, "n/many", heard);
      var call = heard.began.get();
      if (i % 2 == 0) {
        call.abort(CallError.cancelled());
      } else {
        call.abort(CallError.timeout());
      }
      serving.join();
      assertThat(call.awaitQuiet(Duration.ofSeconds(10))).isTrue();
      var ended = heard.events().contains("completed");
      if (i % 2 == 1 && !ended) {
        assertThat(heard.end.get()).endsWith("failed TIMEOUT");
      }
      assertThat(heard.events().stream().filter(e -> e.matches("completed|failed.*")).count())
          .isLessThanOrEqualTo(1);
    }
  }

  private static Thread serveInBackground(Fixture fixture, String name, Answers answers) {
    return Thread.ofVirtual()
        .start(() -> fixture.dispatcher.serve(outside(fixture), CallId.random(), name,
            NullNode.instance, answers));
  }

  private static Caller outside(Fixture fixture) {
    return Caller.outside(null, null, fixture.layers());
  }

  private Operation blocking(String name) {
    return Operation.local(OperationSpec.query(name).build(), (_, _) -> {
      started.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        stopped.complete("stopped");
        throw e;
      }
      return NullNode.instance;
    });
  }

  /// Counts up to `end`.
  private Operation stream(OperationSpecBuilder spec, int end) {
    return Operation.localStream(spec.build(), (_, _, emitter) -> {
      started.countDown();
      try {
        for (int i = 1; i <= end; i++) {
          produced.set(i);
          emitter.emit(IntNode.valueOf(i));
        }
      } catch (InterruptedException | CallException e) {
        stopped.complete("stopped");
        throw e;
      }
    });
  }
}
