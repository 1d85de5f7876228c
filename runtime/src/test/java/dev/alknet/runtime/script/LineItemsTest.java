package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a console sees of a subscription that a line gives.
class LineItemsTest extends SessionBed {
  private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch showing = new CountDownLatch(1);
  private final CountDownLatch shown = new CountDownLatch(1);

  @AutoClose
  private ConsoleSession console;

  @BeforeEach
  void openConsole() throws IOException {
    console = node.session(folder, (_, _) -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"env.subscribe('test/count', {to: 1000})", "ops.test.count({to: 1000})",
      "const all = ops.test.count({to: 1001}); globalThis.first = (await all.next()).value; all"})
  void comeInOrderAndWhole(String line) throws Exception {
    assertThat(console.start(line, "line", this::see).await())
        .isInstanceOf(Evaluation.Finished.class);

    var from = line.contains("first") ? 2 : 1;
    assertThat(seen).containsExactlyElementsOf(
        IntStream.range(from, from + 1000).mapToObj(String::valueOf).toList());
  }

  @Test
  void areShownWhileTheSessionDoesOtherThings() throws Exception {
    var line = console.start("ops.test.count({to: 3})", "line", this::seeSlowly);
    showing.await();

    assertThat(value(console.eval("6 * 7", "other", Deadline.NONE))).isEqualTo(json("42"));
    shown.countDown();
    assertThat(line.await()).isInstanceOf(Evaluation.Finished.class);
    assertThat(seen).containsExactly("1", "2", "3");
  }

  @Test
  void endWithTheirLine() throws Exception {
    var line = console.start("ops.test.count({to: 1000000})", "line", this::seeSlowly);
    showing.await();

    line.abort();
    shown.countDown();

    assertThat(line.await()).isInstanceOf(Evaluation.Aborted.class);
    assertThat(ended.get()).isEqualTo("interrupted");
    assertThat(seen).containsExactly("1");
  }

  @Test
  void countAsOutput() throws Exception {
    try (var strict = node.session(folder, (_, _) -> {},
        ResourceLimits.NONE.with(Limit.OUTPUT, 20))) {
      var ending = strict.start("ops.test.grow()", "line", this::see).await();

      assertThat(((Evaluation.Aborted) ending).reason().code())
          .isEqualTo(CallError.RESOURCE_LIMIT);
      assertThat(seen).hasSize(18);
    }
  }

  @Test
  void holdBytesAsTheyAreSent() throws Exception {
    var line = console.start("""
        env.register({name: 'my/bytes', output_schema: {type: 'string', contentEncoding: 'base64'}},
          async function* () { yield new Uint8Array([1, 2]); });
        ops.my.bytes()""", "line", this::see);

    assertThat(line.await()).isInstanceOf(Evaluation.Finished.class);
    assertThat(seen).containsExactly("\"AQI=\"");
  }

  @Test
  void failAsTheirSubscriptionDoes() throws Exception {
    var ending = console.start("""
        env.register('my/luck', async function* () { yield 1; throw new Error('none'); });
        ops.my.luck()""", "line", this::see).await();

    assertThat(((Evaluation.Failed) ending).failure().message()).contains("none");
    assertThat(seen).containsExactly("1");
  }

  private void see(@Nullable JsonNode json, String display) {
    seen.add(json == null ? display : json.toString());
  }

  private void seeSlowly(@Nullable JsonNode json, String display) {
    see(json, display);
    showing.countDown();
    var interrupted = false;
    while (shown.getCount() > 0) {
      try {
        shown.await();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
