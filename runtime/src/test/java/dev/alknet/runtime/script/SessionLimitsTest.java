package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each run may use up, and that going beyond it ends the run whatever the code does about it.
class SessionLimitsTest extends SessionBed {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 500, value = {
      "wall | 200 | for (;;) { try { await sleep(5); } catch {} }",
      "wall | 200 | await env.invoke('test/block', {})",
      "cpu | 200 | for (;;) {}",
      "cpu | 200 | for (;;) { try { for (;;) {} } catch {} finally { try { f(); } catch {} } }",
      "cpu | 200 | (async () => { for (;;) { try { await 0; } catch {} } })()",
      "cpu | 200 | (function f() { Promise.resolve().then(f); })()",
      "cpu | 200 | for (let i = 0; i < 200; i++) (async () => { for (;;) await 0; })()",
      "heap | 50000000 | const all = []; for (;;) all.push({a: [1, 2, 3]});",
      "heap | 50000000 | const all = []; for (;;) { try { all.push('ab'.repeat(100) + all.length); } catch {} }",
      "statements | 100000 | for (;;) { try { x++; } catch {} }",
      "output | 1000 | 'x'.repeat(1000)",
      "output | 1000 | env.invoke('test/echo', 'x'.repeat(1000)).catch(() => {})",
      "output | 1000 | env.register('mine/big', () => 'x'.repeat(1000)); await ops.mine.big()",
      "console | 1000 | for (;;) console.log('0123456789')",
      "console | 1000 | for (;;) try { console.log('0123456789') } catch {}",
      "calls | 20 | for (;;) try { await env.invoke('test/echo', 1) } catch {}",
      "calls | 20 | for (;;) for await (const n of env.subscribe('test/count', {to: 1})) {}",
      "calls_at_once | 4 | for (let i = 0; i < 5; i++) env.invoke('test/block', {}).catch(() => {})",
      "depth | 64 | let deep = []; for (let i = 0; i < 64; i++) deep = [deep]; deep",
      "depth | 64 | let deep = []; for (let i = 0; i < 900; i++) deep = {deep}; env.invoke('test/echo', deep)",
      "timers | 10 | for (let i = 0; i < 11; i++) sleep(1e6).catch(() => {})",
      "timers | 10 | for (let i = 0; i < 11; i++) { AbortSignal.timeout(1e6); }"})
  void endsARunThatGoesBeyondALimit(String name, long allowed, String code) throws Exception {
    var limit = Limit.named(name);

    var ending = runWith(ResourceLimits.NONE.with(limit, allowed),
        "async function main() { " + code.replaceFirst("(^|; )([^;{}]+)$", "$1return $2")
            + " }\nexport default main;");

    assertThat(ending).isInstanceOf(Evaluation.Aborted.class);
    var reason = ((Evaluation.Aborted) ending).reason();
    assertThat(reason.code()).isEqualTo(CallError.RESOURCE_LIMIT);
    var details = Objects.requireNonNull(reason.details());
    assertThat(details.path("limit").asText()).isEqualTo(name);
    assertThat(details.path("allowed").asLong()).isEqualTo(allowed);
    assertThat(details.path("used").asLong()).isGreaterThanOrEqualTo(allowed);
  }

  @Test
  void letsARunUseWhatItMay() throws Exception {
    var limits = ResourceLimits.NONE.with(Limit.WALL, 60_000)
        .with(Limit.CPU, 60_000)
        .with(Limit.HEAP, 1 << 30)
        .with(Limit.STATEMENTS, 1_000_000)
        .with(Limit.OUTPUT, 10_000)
        .with(Limit.CONSOLE, 1000)
        .with(Limit.CALLS, 20)
        .with(Limit.CALLS_AT_ONCE, 2)
        .with(Limit.DEPTH, 4)
        .with(Limit.TIMERS, 2);

    var ending = runWith(limits, """
        for (let i = 0; i < 9; i++) {
          await Promise.all([env.invoke('test/echo', {n: [[i]]}), env.invoke('test/echo', i)]);
          await Promise.all([sleep(1), sleep(1)]);
        }
        console.log('done');
        export default [[[1]]];
        """);

    assertThat(value(ending)).isEqualTo(json("[[[1]]]"));
  }

  @Test
  void countsEachRunOfASessionAnew() throws Exception {
    try (var limited = limited(ResourceLimits.NONE.with(Limit.CALLS, 2).with(Limit.CPU, 1000))) {
      for (int i = 0; i < 3; i++) {
        var ending =
            limited.eval("await env.invoke('test/echo', 1); await env.invoke('test/echo', 2)",
                "line", Deadline.NONE);
        assertThat(value(ending)).isEqualTo(json("2"));
        assertThat(limited.eval("for (;;) {}", "line", Deadline.NONE))
            .isInstanceOf(Evaluation.Aborted.class);
      }
    }
  }

  @Test
  void keepsASessionUsableWhoseCodeCouldBeStopped() throws Exception {
    try (var limited = limited(ResourceLimits.NONE.with(Limit.CPU, 1000))) {
      assertThat(limited.eval("var kept = 7", "line", Deadline.NONE))
          .isInstanceOf(Evaluation.Finished.class);
      limited.eval("for (;;) {}", "line", Deadline.NONE);

      assertThat(value(limited.eval("kept", "line", Deadline.NONE))).isEqualTo(json("7"));
    }
  }

  @Test
  void leavesNothingOfAStoppedRunThatGoesOnLater() throws Exception {
    try (var limited = limited(ResourceLimits.NONE.with(Limit.CALLS, 5))) {
      var ending = limited.eval("""
          let begin;
          const begun = new Promise((resolve) => { begin = resolve; });
          env.register('mine/hold', async (_, { signal }) => {
            signal.addEventListener('abort', () => console.log('outlived'));
            begin();
            try { await sleep(1e6); } finally { console.log('outlived'); }
          });
          ops.mine.hold();
          await begun;
          env.invoke('test/block').finally(() => console.log('outlived'));
          await env.invoke('test/blocked');
          AbortSignal.timeout(500).addEventListener('abort', () => console.log('outlived'));
          sleep(500).then(() => console.log('outlived'), () => console.log('outlived'));
          setTimeout(() => console.log('outlived'), 500);
          for (;;) env.invoke('test/echo', 1);
          """, "line", Deadline.NONE);

      assertThat(ending).isInstanceOf(Evaluation.Aborted.class);
      assertThat(ended.get()).isEqualTo("interrupted");
      var later = limited.eval("await sleep(500)", "line", Deadline.NONE); // set later, it rings later
      assertThat(later).isInstanceOf(Evaluation.Finished.class);
      assertThat(printed).isEmpty();
    }
  }

  @Test
  void saysOfALostSessionWhyItIsLost() throws Exception {
    try (var limited = limited(ResourceLimits.NONE.with(Limit.STATEMENTS, 1000))) {
      var first = limited.eval("for (;;) {}", "line", Deadline.NONE);

      assertThat(limited.eval("1", "line", Deadline.NONE)).isEqualTo(new Evaluation.Aborted(
          SessionEnd.of(((Evaluation.Aborted) first).reason()).error(), AbortReceipt.NOTHING));
      assertThat(limited.ended().orElseThrow().why()).contains("its limit for statements");
    }
  }

  @Test
  void limitsAHandlerThatWorksWhileNoTurnIsUnderWay() throws Exception {
    var hanging = new CountDownLatch(1);
    try (var limited = node.session(origin(), node.operatorSession(folder,
        (_, _) -> hanging.countDown(), ResourceLimits.NONE.with(Limit.CPU, 1000)))) {
      limited.eval("env.register('mine/hang', () => { console.log('here'); for (;;) {} })", "line",
          Deadline.NONE);
      limited.eval("ops.mine.hang({}, {abortPolicy: 'continue-running'}).catch(() => {}); 1",
          "line", Deadline.NONE);
      hanging.await(); // begun later it would be a line that pays

      assertThat(value(limited.eval("42", "line", Deadline.NONE))).isEqualTo(json("42"));
    }
  }

  @Test
  void doesNotDisturbOthersOfTheSameEngine() throws Exception {
    var hostile = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        hostile.complete(runWith(ResourceLimits.NONE.with(Limit.CPU, 500), "for (;;) {}"));
      } catch (Exception e) {
        hostile.completeExceptionally(e);
      }
    });

    assertThat(value(session.eval("6 * 7", "line", Deadline.NONE))).isEqualTo(json("42"));
    assertThat(hostile.get()).isInstanceOf(Evaluation.Aborted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "5 s", "0s", "-1s", "5KiB", ""})
  void takesNoTimeThatIsNone(String text) {
    assertThatThrownBy(() -> Limit.WALL.parse(text))
        .hasMessage("not a limit for wall: '" + text
            + "' (expected a time, such as 500ms, 30s or 5m)");
  }

  @Test
  void readsAmountsWithTheirUnits() {
    assertThat(Limit.WALL.parse("500ms")).isEqualTo(500);
    assertThat(Limit.CPU.parse("2m")).isEqualTo(120_000);
    assertThat(Limit.HEAP.parse("64MiB")).isEqualTo(64L << 20);
    assertThat(Limit.CALLS.parse("12")).isEqualTo(12);
    assertThatThrownBy(() -> Limit.named("memory")).hasMessageStartingWith(
        "no such limit: 'memory' (there are wall, cpu, heap,");
  }

  private Session limited(ResourceLimits limits) throws Exception {
    return session(limits);
  }

  private Evaluation runWith(ResourceLimits limits, String code) throws Exception {
    var file = Files.writeString(folder.resolve("limited.mjs"), code);
    try (var limited = limited(limits)) {
      return limited.run(file, json("null"), Deadline.NONE);
    }
  }
}
