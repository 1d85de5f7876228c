package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Lines that a console evaluates beside one another.
class RunningLineTest extends SessionBed {
  @AutoClose
  private ConsoleSession console;

  @BeforeEach
  void openConsole() throws IOException {
    console = node.session(folder, (_, _) -> {});
  }

  @RepeatedTest(20)
  void stopsALineThatTriesAgainAndAgain() throws Exception {
    var line = console.start(
        """
        for (;;) try { for await (const i of env.subscribe('test/notice', {})); } catch {} finally {}""",
        "line", (_, _) -> {});
    blocked.await();

    line.abort();

    assertThat(line.await()).isInstanceOf(Evaluation.Aborted.class);
    assertThat(value(console.eval("6 * 7", "line", Deadline.NONE))).isEqualTo(json("42"));
  }

  @Test
  void disturbsNoOtherLine() throws Exception {
    var endless = console.start("while (true) { await 0; }", "first", (_, _) -> {});
    var other = console.start("for (let i = 0; i < 200; i++) await env.invoke('test/echo', i); 5",
        "second", (_, _) -> {});

    endless.abort();

    assertThat(endless.await()).isInstanceOf(Evaluation.Aborted.class);
    assertThat(value(other.await())).isEqualTo(json("5"));
  }

  @Test
  void endWithTheirSessionWithoutAWord() throws Exception {
    var said = new LinkedBlockingQueue<String>();
    var lines = new ArrayList<RunningLine>();
    try (var closed = node.session(folder, (_, text) -> said.add(text))) {
      for (int i = 0; i < 4; i++) {
        lines.add(closed.start("await sleep(1e6)", "line", (_, _) -> {}));
      }
      lines.add(closed.start("console.log('begun'); for (;;);", "line", (_, _) -> {}));
      assertThat(said.take()).isEqualTo("begun");
      lines.forEach(RunningLine::abort);
    }

    for (var line : lines) {
      assertThat(line.await(60_000)).isTrue();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void endAllWithASessionThatIsLost() throws Exception {
    try (var strict = node.session(folder, (_, _) -> {},
        ResourceLimits.NONE.with(Limit.STATEMENTS, 100_000))) {
      var waiting = strict.start("await env.invoke('test/block')", "first", (_, _) -> {});
      blocked.await();
      var endless = strict.start("for (;;);", "second", (_, _) -> {});

      assertThat(reason(endless.await())).isEqualTo(CallError.RESOURCE_LIMIT);
      assertThat(reason(waiting.await())).isEqualTo(SessionEnd.CODE);
      assertThat(reason(strict.start("1", "third", (_, _) -> {}).await()))
          .isEqualTo(SessionEnd.CODE);
      assertThat(reason(strict.eval("1", "third", Deadline.NONE))).isEqualTo(SessionEnd.CODE);
      assertThat(strict.ended().orElseThrow().error().message()).isEqualTo("the session has ended"
          + " (the script has gone beyond its limit for statements: 100001 of 100000); open a new one");
    }
  }

  @Test
  void recordOnlyAsMuchAsThereIsRoomFor() throws Exception {
    try (var recorded = node.recordedSession(folder, (_, _) -> {}, ResourceLimits.NONE)) {
      var _ = value(recorded.eval("""
          for (let i = 0; i < 4; i++) {
            env.register('big/x' + i, () => 'x'.repeat(200_000));
            for (let j = 0; j < 10; j++) await env.invoke('big/x' + i);
          }
          0""", "line", Deadline.NONE));

      assertThat(recorded.recorded()).containsExactly("big/x0", "big/x1", "big/x2", "big/x3");
      assertThat(recorded.recorded()
          .stream()
          .mapToInt(name -> recorded.recording(name).orElseThrow().calls().size())
          .sum()).isEqualTo(20);
    }
  }

  private static String reason(Evaluation evaluation) {
    return ((Evaluation.Aborted) evaluation).reason().code();
  }

  /// Longer than anybody waits before interrupting code that does not give way.
  @Test
  void disturbsNoLineThatComputesForLong() throws Exception {
    var waiting = console.start("await env.invoke('test/block')", "first", (_, _) -> {});
    blocked.await();
    var computing = console.start(
        """
        await env.invoke('test/echo', 1); const end = Date.now() + 1500; while (Date.now() < end); 5""",
        "second", (_, _) -> {});

    waiting.abort();

    assertThat(value(computing.await())).isEqualTo(json("5"));
    assertThat(waiting.await()).isInstanceOf(Evaluation.Aborted.class);
  }

  /// A listener that computes while another line is stopped.
  @Test
  void disturbsNoListenerOfAnotherLine() throws Exception {
    var waiting = console.start("await env.invoke('test/block')", "first", (_, _) -> {});
    blocked.await();
    var listening = console.start(
        """
        await Promise.race([sleep(5000), new Promise((resolve) => {
          AbortSignal.timeout(1).onabort = () => {
            env.invoke('test/begun');
            const end = Date.now() + 300;
            while (Date.now() < end);
            resolve(5);
          };
        })])""",
        "second", (_, _) -> {});
    begun.await();

    waiting.abort();

    assertThat(value(listening.await())).isEqualTo(json("5"));
    assertThat(waiting.await()).isInstanceOf(Evaluation.Aborted.class);
  }
}
