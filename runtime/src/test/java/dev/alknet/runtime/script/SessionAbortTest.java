package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What stops when a turn, a call or a loop is stopped.
class SessionAbortTest extends SessionBed {
  @Test
  void abortsASubscriptionWhenItsLoopIsLeft() throws Exception {
    var result = run("""
        let last;
        for await (const item of env.subscribe('test/count', { to: 1e9 })) { last = item; if (item === 3) break; }
        export default last;
        """);

    assertThat(value(result)).isEqualTo(json("3"));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void makesCallsOfAHandlerChildrenOfItsCall() throws Exception {
    var evaluation = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        evaluation.complete(run("""
            env.register('mine/slow', async (_, { signal }) => { await env.invoke('test/block', {}); });
            const stop = new AbortController();
            const call = env.invoke('mine/slow', {}, { signal: stop.signal });
            await env.invoke('test/blocked', {});
            stop.abort();
            try { await call; } catch (e) { var code = e.code; }
            export default code;
            """));
      } catch (Exception e) {
        evaluation.completeExceptionally(e);
      }
    });

    assertThat(value(evaluation.get())).isEqualTo(json("\"ABORTED\""));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void abortsTheRunningTurnAndStaysUsable() throws Exception {
    var evaluation = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        evaluation
            .complete(session.eval("await env.invoke('test/block', {})", "line", Deadline.NONE));
      } catch (Exception e) {
        evaluation.completeExceptionally(e);
      }
    });
    blocked.await();

    var receipt = session.abort(Duration.ofSeconds(10)).orElseThrow();

    assertThat(receipt).isEqualTo(new AbortReceipt(1, List.of(), List.of(), true));
    assertThat(evaluation.get()).isInstanceOf(Evaluation.Aborted.class);
    assertThat(ended.get()).isEqualTo("interrupted");
    assertThat(value(session.eval("6 * 7", "line", Deadline.NONE))).isEqualTo(json("42"));
  }

  @Test
  void timesOutAnEndlessLoop() throws Exception {
    var result = session.eval("while (true) {}", "line", Deadline.after(Duration.ofMillis(200)));

    assertThat(result).isEqualTo(new Evaluation.Aborted(CallError.timeout(),
        AbortReceipt.NOTHING));
    assertThat(value(session.eval("1", "line", Deadline.NONE))).isEqualTo(json("1"));
  }

  @Test
  void releasesWhatACallHoldsOnlyWhenTheTurnIsAborted() throws Exception {
    assertThat(value(run("export default await env.invoke('test/hold', {});")))
        .isEqualTo(json("true"));
    assertThat(ended).isNotDone();

    var aborted = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        aborted.complete(session.eval("""
            await env.invoke('test/hold');
            await env.invoke('test/begun');
            while (true) {}
            """, "line", Deadline.NONE));
      } catch (InterruptedException e) {
        aborted.completeExceptionally(e);
      }
    });
    begun.await();
    session.abort(Duration.ofSeconds(10));

    // Both calls may just be ending.
    assertThat(aborted.get()).isIn(
        IntStream.rangeClosed(0, 2)
            .mapToObj(calls -> new Evaluation.Aborted(CallError.cancelled(),
                new AbortReceipt(calls, List.of("thing"), List.of(), true)))
            .toList());
    assertThat(ended.get()).isEqualTo("released");
  }

  @Test
  void releasesWhatACallHoldsWhenTheTurnFails() throws Exception {
    var failed = session.eval("env.invoke('test/hold', {}).then(() => { throw new Error('no') })",
        "line", Deadline.NONE);

    assertThat(failure(failed).message()).isEqualTo("Error: no");
    assertThat(((Evaluation.Failed) failed).receipt())
        .isEqualTo(new AbortReceipt(0, List.of("thing"), List.of(), true));
  }

  @Test
  void limitsOneCallByItsTimeout() throws Exception {
    var failure = failure(run("await env.invoke('test/block', {}, { timeout: 50 });"));

    assertThat(failure.error()).isEqualTo(CallError.timeout());
  }

  @Test
  void endsAHandlerTogetherWithWhatItDidNotAwait() throws Exception {
    assertThat(value(run("""
        env.register('mine/careless', async () => {
          await env.subscribe('test/count', { to: 1e9 }).next();
          return 'done';
        });
        export default await ops.mine.careless();
        """))).isEqualTo(json("\"done\""));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void abortsWhateverAListenerThrows() throws Exception {
    var failure = failure(run("""
        const stop = new AbortController();
        stop.signal.addEventListener('abort', () => { throw new Error('from a listener'); });
        const call = env.invoke('test/block', {}, { signal: stop.signal });
        await env.invoke('test/blocked', {});
        stop.abort();
        try { await call; } catch { }
        """));

    assertThat(failure.message()).isEqualTo("Error: from a listener");
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void waitsForWhatAHandlerDoesWhenItsCallIsOver() throws Exception {
    assertThat(value(run("""
        const told = [];
        for (let i = 0; i < 20; i++) {
          let tell;
          const over = new Promise((resolve) => { tell = resolve; });
          const items = env.register('mine/items', async function* () { try { yield 1; yield 2; } finally { tell('items'); } });
          for await (const _ of env.subscribe('mine/items')) break;
          told.push(await over);
          items.dispose();
        }
        export default told.length;
        """))).isEqualTo(json("20"));
    assertThat(value(run("""
        const told = [];
        for (let i = 0; i < 20; i++) {
          let begin, tell;
          const begun = new Promise((resolve) => { begin = resolve; });
          const over = new Promise((resolve) => { tell = resolve; });
          const waits = env.register('mine/waits', (_, { signal }) => new Promise(() => {
            signal.addEventListener('abort', () => tell('waits'));
            begin();
          }));
          const stop = new AbortController();
          env.invoke('mine/waits', null, { signal: stop.signal }).catch(() => {});
          await begun;
          stop.abort();
          told.push(await over);
          waits.dispose();
        }
        export default told.length;
        """))).isEqualTo(json("20"));
  }

  @Test
  void abortsASubscriptionBetweenTwoItems() throws Exception {
    assertThat(value(run("""
        const stop = new AbortController();
        const items = env.subscribe('test/count', { to: 1e9 }, { signal: stop.signal });
        await items.next();
        stop.abort();
        try { await items.next(); } catch (e) { var code = e.code; }
        export default code;
        """))).isEqualTo(json("\"ABORTED\""));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void doesNotWaitForATimeoutSignal() throws Exception {
    assertThat(value(run("""
        export default await env.invoke('test/echo', 1, { signal: AbortSignal.timeout(3_600_000) });
        """))).isEqualTo(json("1"));
    assertThat(value(run("""
        try { await env.invoke('test/block', {}, { signal: AbortSignal.timeout(20) }); } catch (e) { var seen = [e.code, e.cause.name]; }
        export default seen;
        """))).isEqualTo(json("[\"ABORTED\",\"TimeoutError\"]"));
  }

  @Test
  void saysNothingWhenItIsClosedBeforeItIsReady() throws Exception {
    for (var i = 0; i < 100; i++) {
      node.session(folder, (level, text) -> printed.add(level + " " + text)).close();
    }
    session.close();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("session")) {
        thread.join();
      }
    }

    assertThat(printed).isEmpty();
  }
}
