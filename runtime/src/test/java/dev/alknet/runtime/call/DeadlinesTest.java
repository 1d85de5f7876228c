package dev.alknet.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.operation.CallError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {
  /// Less than a round of the wheel, for which a call waits that is overlooked.
  private static final long LATE = TimeUnit.SECONDS.toNanos(4);

  private final Deadlines deadlines = new Deadlines();

  @Test
  void abortsACallAtItsDeadlineAndNotBefore() throws Exception {
    for (var milliseconds : new int[]{1, 9, 10, 11, 35, 120}) {
      var deadline = Deadline.after(Duration.ofMillis(milliseconds));
      var end = new CompletableFuture<Long>();
      var call = Call.root(CallId.random(), deadline);
      call.onSettled(_ -> end.complete(System.nanoTime()));

      deadlines.watch(call);

      assertThat(end.get() - deadline.nanos()).isNotNegative().isLessThan(LATE);
      assertThat(call.aborted()).isEqualTo(CallError.timeout());
    }
  }

  @Test
  void abortsWithinTwoTicksUnlessItIsHeldUp() throws Exception {
    var late = new ArrayList<Long>();
    for (int i = 0; i < 20; i++) {
      var deadline = Deadline.after(Duration.ofMillis(15));
      var end = new CompletableFuture<Long>();
      var call = Call.root(CallId.random(), deadline);
      call.onSettled(_ -> end.complete(System.nanoTime()));
      deadlines.watch(call);
      late.add(end.get() - deadline.nanos());
    }

    assertThat(Collections.min(late)).isLessThan(2 * Deadlines.TICK);
  }

  @Test
  void doesNotWaitForALongDeadlineWhenAShortOneComes() throws Exception {
    deadlines.watch(call(Duration.ofHours(1)));
    deadlines.watch(call(Duration.ofSeconds(7)));
    var end = new CompletableFuture<Outcome>();
    var call = call(Duration.ofMillis(30));
    call.onSettled(end::complete);

    deadlines.watch(call);

    assertThat(end.get(LATE, TimeUnit.NANOSECONDS))
        .isEqualTo(new Outcome.Failed(CallError.timeout()));
    assertThat(deadlines.size()).isEqualTo(2);
  }

  @Test
  void abortsAtOnceWhatIsTooLateAlready() throws Exception {
    deadlines.watch(call(Duration.ofHours(1)));
    var call = call(Duration.ofMillis(-500));
    var end = new CompletableFuture<Outcome>();
    call.onSettled(end::complete);

    deadlines.watch(call);

    assertThat(end.get(LATE, TimeUnit.NANOSECONDS))
        .isEqualTo(new Outcome.Failed(CallError.timeout()));
  }

  @Test
  void abortsWhatIsDueAfterManyRounds() throws Exception {
    var call = call(Duration.ofMillis(5_500));
    var end = new CompletableFuture<Long>();
    call.onSettled(_ -> end.complete(System.nanoTime()));

    deadlines.watch(call);

    assertThat(end.get() - call.deadline().nanos()).isNotNegative().isLessThan(LATE);
  }

  @Test
  void keepsNothingOfCallsThatHaveEnded() {
    for (int i = 0; i < 100_000; i++) {
      var call = call(Duration.ofSeconds(30));
      deadlines.watch(call);
      assertThat(call.settle(new Outcome.Succeeded(NullNode.instance))).isTrue();
    }

    assertThat(deadlines.size()).isZero();
  }

  @Test
  void isNotHeldUpByWhatAnAbortRuns() throws Exception {
    var stuck = new CountDownLatch(1);
    var first = call(Duration.ofMillis(10));
    first.onAbort(() -> {
      try {
        stuck.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    deadlines.watch(first);
    var second = call(Duration.ofMillis(60));
    var end = new CompletableFuture<Outcome>();
    second.onSettled(end::complete);

    deadlines.watch(second);

    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Failed(CallError.timeout()));
    stuck.countDown();
  }

  @Test
  void losesNoCallWhenManyComeAndGoAtOnce() throws Exception {
    var late = new ArrayList<Call>();
    var workers = new ArrayList<Thread>();
    for (int w = 0; w < 4; w++) {
      workers.add(Thread.ofPlatform().start(() -> {
        for (int i = 0; i < 5_000; i++) {
          var call = call(Duration.ofMillis(20 + i % 300));
          if (i % 10 == 0) {
            synchronized (late) {
              late.add(call);
            }
          }
          deadlines.watch(call);
          if (i % 10 != 0) {
            var _ = call.settle(new Outcome.Succeeded(NullNode.instance));
          }
        }
      }));
    }
    for (var worker : workers) {
      worker.join();
    }

    for (var call : late) {
      var end = new CompletableFuture<Outcome>();
      call.onSettled(end::complete);
      assertThat(end.get(30, TimeUnit.SECONDS))
          .isEqualTo(new Outcome.Failed(CallError.timeout()));
    }
    assertThat(deadlines.size()).isZero();
  }

  private static Call call(Duration time) {
    return Call.root(CallId.random(), Deadline.after(time));
  }
}
