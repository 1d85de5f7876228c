package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// setTimeout, setInterval and queueMicrotask, as the HTML standard has them.
class SessionTimersTest extends SessionBed {
  @Test
  void runsTimersOfOneTimeInTheOrderInWhichTheyWereSet() throws Exception {
    assertThat(value(run("""
        await new Promise((resolve) => setTimeout(resolve, 0)); // reads the part that does this
        const order = [];
        const late = setTimeout(() => order.push('late'), 2000);
        for (let i = 0; i < 20; i++) setTimeout((...given) => order.push(given), 1000, i, 'x');
        setTimeout(() => order.push('early'), 0);
        Promise.resolve().then(() => order.push('then'));
        queueMicrotask(() => order.push('microtask'));
        order.push('now');
        await sleep(1);
        await new Promise((resolve) => setTimeout(resolve, 2100));
        export default order.map(String);
        """))).isEqualTo(json("""
        ["now", "then", "microtask", "early", "0,x", "1,x", "2,x", "3,x", "4,x", "5,x", "6,x", "7,x", "8,x", "9,x", "10,x",
         "11,x", "12,x", "13,x", "14,x", "15,x", "16,x", "17,x", "18,x", "19,x", "late"]"""));
  }

  @Test
  void drainsMicrotasksBetweenTimers() throws Exception {
    assertThat(value(run("""
        const order = [];
        await new Promise((resolve) => {
          setTimeout(() => { order.push(1); queueMicrotask(() => order.push('between')); }, 1);
          setTimeout(() => { order.push(2); resolve(); }, 1);
        });
        export default order;
        """))).isEqualTo(json("[1, \"between\", 2]"));
  }

  @Test
  void stopsWhatIsCleared() throws Exception {
    assertThat(value(run("""
        const seen = [];
        const never = setTimeout(() => seen.push('never'), 1);
        clearInterval(never);
        clearTimeout(never);
        clearTimeout(undefined);
        clearTimeout('x');
        clearTimeout(12345);
        let ticks = 0;
        await new Promise((resolve) => {
          const timer = setInterval(() => { ticks += 1; if (ticks === 3) { clearTimeout(timer); resolve(); } }, 1);
        });
        const other = setTimeout(() => seen.push('other'), 300);
        setTimeout(() => clearTimeout(other), 0);
        await sleep(400);
        export default [seen, ticks, typeof never, never > 0];
        """))).isEqualTo(json("[[], 3, \"number\", true]"));
  }

  @Test
  void keepsAScriptUntilItsTimersAreThrough() throws Exception {
    assertThat(run("setTimeout(() => console.log('late'), 20);"))
        .isEqualTo(new Evaluation.Finished(null, "undefined", 0));
    assertThat(printed).containsExactly("LOG late");
  }

  @Test
  void failsForWhatATimerOrAMicrotaskThrows() throws Exception {
    assertThat(failure(run("setTimeout(() => { throw new RangeError('in a timer'); });")).message())
        .isEqualTo("RangeError: in a timer");
    assertThat(
        failure(run("queueMicrotask(() => { throw new RangeError('in a task'); });")).message())
        .isEqualTo("RangeError: in a task");
  }

  @Test
  void runsForTheCallThatSetIt() throws Exception {
    assertThat(value(run("""
        env.register('mine/later', () => new Promise((resolve, reject) => {
          setTimeout(() => env.invoke('test/echo', 'from the timer').then(resolve, reject), 1);
        }));
        export default await env.invoke('mine/later');
        """))).isEqualTo(json("\"from the timer\""));
  }

  @Test
  void endsWithTheCallThatSetIt() throws Exception {
    assertThat(value(run("""
        let ticks = 0;
        env.register('mine/leaves', () => { setInterval(() => { ticks += 1; }, 1); return 'left'; });
        const said = await env.invoke('mine/leaves');
        let before;
        do { before = ticks; await sleep(30); } while (ticks !== before);
        export default said;
        """))).isEqualTo(json("\"left\""));
  }

  @Test
  void takesTimesAsWebIdlDoes() throws Exception {
    assertThat(value(run("""
        const seen = [];
        await new Promise((resolve) => {
          for (const time of [undefined, -5, NaN, Infinity, '2', 2 ** 32, null]) {
            setTimeout(() => { if (seen.push(String(time)) === 7) resolve(); }, time);
          }
        });
        const refused = [];
        for (const wrong of [undefined, 'code()', {}]) {
          try { setTimeout(wrong); } catch (error) { refused.push(error.message); }
        }
        try { queueMicrotask(1); } catch (error) { refused.push(error.message); }
        export default [seen.sort(), refused];
        """))).isEqualTo(json(
        """
        [["-5", "2", "4294967296", "Infinity", "NaN", "null", "undefined"],
         ["setTimeout takes a function, not undefined", "setTimeout takes a function, not code()",
          "setTimeout takes a function, not [object Object]", "queueMicrotask takes a function, not 1"]]"""));
  }

  @Test
  void anAbortEndsTimersToo() throws Exception {
    var evaluation = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        evaluation.complete(session.eval(
            "var n = 0; setInterval(() => { n += 1 }, 1); await env.invoke('test/block')", "line",
            Deadline.NONE));
      } catch (InterruptedException e) {
        evaluation.completeExceptionally(e);
      }
    });
    blocked.await();
    session.abort(Duration.ofSeconds(10));

    assertThat(evaluation.get()).isInstanceOf(Evaluation.Aborted.class);
    assertThat(value(session.eval("const before = n; await sleep(20); n === before", "line",
        Deadline.NONE))).isEqualTo(json("true"));
  }
}
