package dev.alknet.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.operation.CallError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Items from a producer that cannot wait.
@Timeout(30)
class SubscriptionTest {
  private final Call call = Call.root(CallId.random(), Deadline.NONE);
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void c86_refusesWhatIsMoreThanItsReceiverCanTake() throws Exception {
    var items = new Subscription(call, Subscription.Capacity.ofItems(2));

    assertThat(items.offer(IntNode.valueOf(1))).isTrue();
    assertThat(items.offer(IntNode.valueOf(2))).isTrue();
    assertThat(items.offer(IntNode.valueOf(3))).isFalse();
    assertThat(items.next()).contains(IntNode.valueOf(1));
    assertThat(items.offer(IntNode.valueOf(3))).isTrue();
    assertThat(items.take(10)).containsExactly(IntNode.valueOf(2), IntNode.valueOf(3));
  }

  @Test
  void holdsSoManyBytesAndTheLastItemWhole() throws Exception {
    var items = new Subscription(call, Subscription.Capacity.ofBytes(100));

    assertThat(items.offer(IntNode.valueOf(1), 99)).isTrue();
    assertThat(items.offer(IntNode.valueOf(2), 1_000_000)).isTrue();
    assertThat(items.offer(IntNode.valueOf(3), 1)).isFalse();
    assertThat(items.next()).contains(IntNode.valueOf(1));
    assertThat(items.offer(IntNode.valueOf(3), 1)).isFalse();
    assertThat(items.next()).contains(IntNode.valueOf(2));
    assertThat(items.offer(IntNode.valueOf(3), 1)).isTrue();
  }

  @Test
  void tellsOnceThatThereIsRoom() throws Exception {
    var items = new Subscription(call, Subscription.Capacity.ofItems(1));
    assertThat(items.offer(IntNode.valueOf(1))).isTrue();
    items.onRoom(() -> {
      told.incrementAndGet();
      assertThat(items.offer(IntNode.valueOf(2))).isTrue();
    });
    assertThat(told).hasValue(0);

    assertThat(items.next()).contains(IntNode.valueOf(1));
    assertThat(told).hasValue(1);
    assertThat(items.next()).contains(IntNode.valueOf(2));
    assertThat(told).hasValue(1);
    items.onRoom(told::incrementAndGet);
    assertThat(told).hasValue(2);
  }

  @Test
  void c79_givesWhatWasOfferedBeforeTheEnd() throws Exception {
    var items = new Subscription(call);
    assertThat(items.offer(IntNode.valueOf(1))).isTrue();
    assertThat(items.offer(IntNode.valueOf(2))).isTrue();
    items.end(new Outcome.Succeeded(NullNode.instance));

    assertThat(items.next()).contains(IntNode.valueOf(1));
    assertThat(items.next()).contains(IntNode.valueOf(2));
    assertThat(items.next()).isEmpty();
  }

  @Test
  void c80_givesWhatWasOfferedBeforeAFailure() throws Exception {
    var items = new Subscription(call);
    assertThat(items.offer(IntNode.valueOf(1))).isTrue();
    items.end(new Outcome.Failed(CallError.internal()));

    assertThat(items.next()).contains(IntNode.valueOf(1));
    assertThatExceptionOfType(CallException.class).isThrownBy(items::next);
  }

  @Test
  void c85_tellsAWaitingProducerThatNobodyWantsMore() {
    var items = new Subscription(call, Subscription.Capacity.ofItems(1));
    assertThat(items.offer(IntNode.valueOf(1))).isTrue();
    items.onRoom(told::incrementAndGet);

    items.close();

    assertThat(told).hasValue(1);
    assertThat(call.aborted()).isEqualTo(CallError.cancelled());
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> items.offer(IntNode.valueOf(2)));
    items.onRoom(told::incrementAndGet);
    assertThat(told).hasValue(2);
  }

  @Test
  void whatHangsOnItsTimeoutMayWaitForSomebodyWhoOffers() {
    var late = Call.root(CallId.random(), Deadline.after(Duration.ofMillis(1)));
    var items = new Subscription(late);
    late.onAbort(() -> {
      var offering = Thread.ofVirtual().start(() -> items.onRoom(told::incrementAndGet));
      assertThatNoException().isThrownBy(offering::join);
    });

    assertThatExceptionOfType(CallException.class).isThrownBy(items::next);
    assertThat(told).hasValue(1);
  }

  @Test
  void losesNothingBetweenAProducerThatStopsAndAReceiver() throws Exception {
    var items = new Subscription(call, Subscription.Capacity.ofItems(3));
    var producer = new Runnable() {
      private int next = 1;

      @Override
      public synchronized void run() {
        while (next <= 10_000 && items.offer(IntNode.valueOf(next))) {
          next++;
        }
        if (next <= 10_000) {
          items.onRoom(() -> Thread.ofVirtual().start(this));
        } else {
          items.end(new Outcome.Succeeded(NullNode.instance));
        }
      }
    };
    Thread.ofVirtual().start(producer);

    for (int i = 1; i <= 10_000; i++) {
      assertThat(items.next()).contains(IntNode.valueOf(i));
    }
    assertThat(items.next()).isEmpty();
  }
}
