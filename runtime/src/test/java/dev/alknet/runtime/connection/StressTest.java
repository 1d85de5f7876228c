package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.echo;
import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.wire.Request;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many calls of all kinds, in both directions, over a bad link.
@Timeout(60)
class StressTest {
  private static final int CALLS = 2000;

  private final Side left = new Side(echo(), count());
  private final Side right = new Side(echo(), count());

  @ParameterizedTest
  @EnumSource
  void everyAnswerIsRightWhateverTheLinkDoes(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, left, right);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var faults = pair.link().faults();
      faults.delay(Duration.ofNanos(200_000), Duration.ofNanos(500_000));
      faults.loss(0.02, Duration.ofMillis(3));
      faults.pieces(900);

      var calls = IntStream.range(0, CALLS)
          .<Callable<Boolean>>mapToObj(
              i -> () -> right(i % 2 == 0 ? pair.caller() : pair.server(), i))
          .toList();

      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isTrue();
      }
      pair.awaitIdle();
    }
  }

  private static boolean right(CallConnection connection, int i) throws InterruptedException {
    switch (i % 5) {
      case 0 -> {
        var count = i % 70;
        try (var items =
            connection.subscribe(Request.of("test/count", json("" + count)), Deadline.NONE)) {
          return Pair.all(items)
              .equals(IntStream.range(0, count).mapToObj(Integer::toString).toList());
        }
      }
      case 1 -> {
        return Side.code(connection.call(Request.of("test/none", json("1")), Deadline.NONE))
            .equals("NOT_FOUND");
      }
      default -> {
        var input = json("\"" + i + "x".repeat(i % 50 == 2 ? 70_000 : i) + "\"");
        return connection.call(Request.of("test/echo", input), Deadline.NONE)
            .orThrow()
            .equals(input);
      }
    }
  }

  private static Operation count() {
    return Operation.localStream(OperationSpec.subscription("test/count").build(),
        (input, _, emitter) -> {
          for (var i = 0; i < input.intValue(); i++) {
            emitter.emit(json("" + i));
          }
        });
  }
}
