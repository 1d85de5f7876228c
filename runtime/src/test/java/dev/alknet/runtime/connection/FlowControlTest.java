package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A reader that does not read. Source: call.md §15, §17; ruling 9; docs/adr/0005.
@Timeout(60)
class FlowControlTest {
  private static final Limits FOREVER = new Limits(100, 100, Duration.ofDays(1), 128 << 20);
  private static final Limits SHORT = new Limits(100, 100, Duration.ofMillis(20), 128 << 20);
  private static final int ITEMS = 4000;
  private static final int ITEM = 1000;

  /// What may wait on the way: the reader's buffer, and what is written and not handed over.
  private static final int BOUND = (PendingSubscription.BUFFER + 2 * (256 << 10)) / ITEM;

  private final Gauge emitted = new Gauge();
  private final Gauge running = new Gauge();
  private final Side caller = new Side();
  private final Side server = new Side(Side.echo(),
      Operation.localStream(OperationSpec.subscription("test/many").build(), this::many));

  @ParameterizedTest
  @EnumSource
  void c86_aReaderThatDoesNotReadStopsTheProducer(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server, FOREVER);
        var items = pair.follow("test/many", "4000")) {
      emitted.awaitTotal(300);
      if (kind == Kind.MULTIPLEXING) {
        for (var i = 0; i < 100; i++) {
          assertThat(pair.ask("test/echo", "1")).isEqualTo(new Outcome.Succeeded(json("1")));
        }
      }

      assertThat(emitted.total()).isLessThan(BOUND);
      var read = Pair.all(items);

      assertThat(read).hasSize(ITEMS);
      assertThat(IntStream.range(0, ITEMS).allMatch(i -> read.get(i).startsWith("\"" + i + " ")))
          .isTrue();
      pair.awaitIdle();
    }
  }

  @ParameterizedTest
  @CsvSource({"MULTIPLEXING, null", "MULTIPLEXING, 1", "DUPLEX, null", "DUPLEX, 1"})
  void c86_itemsOfNoSizeAreBoundedToo(Kind kind, String item) throws Exception {
    var tiny = new Side(
        Operation.localStream(OperationSpec.subscription("test/tiny").build(), (_, _, emitter) -> {
          for (var i = 0; i < 30_000; i++) {
            emitted.up();
            emitter.emit(json(item));
          }
        }));
    try (var pair = Pair.open(kind, caller, tiny, FOREVER);
        var items = pair.follow("test/tiny", "0")) {
      emitted.awaitTotal(4000);
      assertThat(items.next()).contains(json(item));

      assertThat(Pair.all(items)).hasSize(29_999);
    }
  }

  @Test
  void aSlowReaderIsEndedWhenOthersWaitForTheOnlyStream() throws Exception {
    try (var pair = Pair.open(Kind.DUPLEX, caller, server, SHORT);
        var items = pair.follow("test/many", "4000")) {
      emitted.awaitTotal(300);

      assertThat(pair.ask("test/echo", "1")).isEqualTo(new Outcome.Succeeded(json("1")));

      assertThatThrownBy(() -> Pair.all(items))
          .hasMessage("INTERNAL: the items were read too slowly on a connection with one stream");
      running.await(0);
      pair.awaitIdle();
    }
  }

  @Test
  void aSlowReaderThatHoldsUpNobodyIsLeftAlone() throws Exception {
    try (
        var pair = Pair.open(Kind.DUPLEX, caller, server,
            new Limits(9, 9, Duration.ofNanos(1), 128 << 20));
        var items = pair.follow("test/many", "4000")) {
      emitted.awaitTotal(300);

      assertThat(Pair.all(items)).hasSize(ITEMS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoeverClosesAFullSubscriptionFreesItsStream(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server, FOREVER)) {
      try (var _ = pair.follow("test/many", "4000")) {
        emitted.awaitTotal(300);
      }

      running.await(0);
      assertThat(pair.ask("test/echo", "1")).isEqualTo(new Outcome.Succeeded(json("1")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manySubscriptionsAtDifferentSpeedsAllArriveWhole(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server, FOREVER);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      pair.link().faults().pieces(5000);

      var counts = IntStream.range(0, 8)
          .mapToObj(i -> threads.submit(() -> {
            var count = 0;
            try (var items = pair.follow("test/many", "1000")) {
              for (var batch = items.take(1 + i); !batch.isEmpty(); batch = items.take(1 + i)) {
                count += batch.size();
              }
            }
            return count;
          }))
          .toList();

      for (var count : counts) {
        assertThat(count.get()).isEqualTo(1000);
      }
    }
  }

  private void many(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    running.up();
    try {
      for (var i = 0; i < input.intValue(); i++) {
        emitted.up();
        emitter.emit(json("\"" + i + " " + "x".repeat(ITEM) + "\""));
      }
    } finally {
      running.down();
    }
  }
}
