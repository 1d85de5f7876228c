package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopTest {
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Call first = Call.root(CallId.random(), Deadline.NONE);
  private final Call second = Call.root(CallId.random(), Deadline.NONE);

  @AutoClose
  private final EventLoop loop = new EventLoop("session", _ -> {}, () -> {}, () -> {});

  @BeforeEach
  void execute() throws Exception {
    loop.start();
    loop.post(first.tree(), () -> {
      begun.countDown();
      await(goOn);
      done.add("first");
    });
    begun.await();
  }

  /// What is done to one task must not hit the next.
  @Test
  void takesUpNothingWhileSomethingIsDoneToWhatItExecutes() throws Exception {
    var over = new CountDownLatch(1);
    loop.post(second.tree(), () -> {
      done.add("second");
      over.countDown();
    });

    var was = loop.unless(second.tree()::equals, () -> {
      goOn.countDown();
      while (!done.contains("first") || loop.thread().getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      done.add("action");
    });
    over.await();

    assertThat(was).isTrue();
    assertThat(done).containsExactly("first", "action", "second");
  }

  @Test
  void doesNothingToWhatIsSpared() throws Exception {
    var was = loop.unless(first.tree()::equals, () -> done.add("action"));
    goOn.countDown();

    assertThat(was).isFalse();
    assertThat(done).doesNotContain("action");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
