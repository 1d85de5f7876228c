package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The rest of what scripts can ask of `env`.
class SessionEnvTest extends SessionBed {
  @Test
  void gathersABatchInTheOrderOfItsCalls() throws Exception {
    assertThat(each(
        """
        env.batch([
          { name: 'test/echo', input: 1 },
          ['test/fail', {}],
          { name: 'test/nope' },
          ['test/echo', 'last', { timeout: 5000 }],
        ]).then((outcomes) => outcomes.map(({ status, value, reason }) => [status, value ?? reason.code]))"""))
        .isEqualTo(json(
            """
            [[["fulfilled", 1], ["rejected", "NO_LUCK"], ["rejected", "NOT_FOUND"], ["fulfilled", "last"]]]"""));
  }

  @Test
  void callsNoMoreOfABatchAtOnceThanItMay() throws Exception {
    assertThat(each("""
        (async () => {
          let now = 0;
          let most = 0;
          env.register('mine/slow', async (n) => {
            most = Math.max(most, ++now);
            await env.invoke('test/echo', n);
            now -= 1;
            return n;
          });
          const calls = Array.from({ length: 10 }, (_, input) => ({ name: 'mine/slow', input }));
          const outcomes = await env.batch(calls, { concurrency: 3 });
          return [most <= 3, outcomes.map(({ value }) => value)];
        })()""", "env.batch([])")).isEqualTo(json("[[true, [0,1,2,3,4,5,6,7,8,9]], []]"));
  }

  @Test
  void theOptionsOfABatchAreThoseOfItsCalls() throws Exception {
    assertThat(each("""
        env.batch([{ name: 'test/block' }, { name: 'test/block', timeout: 40 }], { timeout: 20 })
          .then((outcomes) => outcomes.map(({ reason }) => reason.code))""",
        """
        env.batch([['test/echo', 1]], { signal: AbortSignal.abort() }).then(([{ reason }]) => reason.code)"""))
        .isEqualTo(json("[[\"TIMEOUT\", \"TIMEOUT\"], \"ABORTED\"]"));
  }

  @Test
  void aCallEndsAtItsDeadline() throws Exception {
    assertThat(each(
        "env.invoke('test/block', {}, { deadline: Date.now() + 20 }).catch(({ code }) => code)",
        "env.invoke('test/block', {}, { deadline: Date.now() + 1e6, timeout: 20 }).catch(({ code }) => code)",
        "env.invoke('test/echo', 1, { deadline: Date.now() - 1 }).catch(({ code, retryable }) => [code, retryable])",
        "env.invoke('test/echo', 1, { deadline: Date.now() + 1e6 })",
        "env.invoke('test/echo', 1, { deadline: 'soon' }).catch((e) => String(e))"))
        .isEqualTo(json("""
            ["TIMEOUT", "TIMEOUT", ["TIMEOUT", true], 1,
             "TypeError: deadline is a time as Date.now() counts it, not soon"]"""));
  }

  @Test
  void refusesWhatIsNoBatch() throws Exception {
    assertThat(each("env.batch('x')", "env.batch([1])", "env.batch([{ input: 1 }])",
        "env.batch([], { concurrency: 0 })")).isEqualTo(json("""
        ["TypeError: env.batch(calls, options): calls is an array; a call of a batch is {name, input, …call options} or [name, input, options]",
         "TypeError: a call of a batch is {name, input, …call options} or [name, input, options], not 1",
         "TypeError: call 0 of the batch has no name; a call of a batch is {name, input, …call options} or [name, input, options]",
         "TypeError: concurrency is a number from 1, not 0"]"""));
  }

  @Test
  void disposesOfWhatItRegisteredOnce() throws Exception {
    assertThat(each("""
        (async () => {
          const one = env.register('mine/x', () => 1);
          const before = await env.invoke('mine/x');
          one[Symbol.dispose]();
          const gone = await env.invoke('mine/x').catch(({ code }) => code);
          env.register('mine/x', () => 2);
          one.dispose();
          return [one.name, Object.isFrozen(one), before, gone, await env.invoke('mine/x')];
        })()""")).isEqualTo(json("[[\"mine/x\", true, 1, \"NOT_FOUND\", 2]]"));
  }

  @Test
  void s48_anEarlyEndOfASubscriptionRunsItsFinallyBlock() throws Exception {
    assertThat(each("""
        (async () => {
          let finished;
          const done = new Promise((resolve) => { finished = resolve; });
          env.register('mine/forever', async function* () { try { for (let i = 0; ; i++) yield i; } finally { finished('finally'); } });
          const items = env.subscribe('mine/forever');
          const alive = setInterval(() => {}, 1000);
          const seen = [(await items.next()).value, (await items.next()).value];
          await items[Symbol.asyncDispose]();
          const ended = await done;
          clearInterval(alive);
          const waiting = env.subscribe('test/silent');
          const pending = [waiting.next(), waiting.next()];
          await waiting.return();
          return [seen, ended, await items.next(), await Promise.all(pending)];
        })()""")).isEqualTo(
        json("[[[0, 1], \"finally\", {\"done\": true}, [{\"done\": true}, {\"done\": true}]]]"));
  }

  @Test
  void s48_invokingASubscriptionIsRefused() throws Exception {
    assertThat(each("env.invoke('test/count', {}).catch(({ code }) => code)",
        "env.subscribe('test/echo', {}).next().catch(({ code }) => code)"))
        .isEqualTo(json("[\"INVALID_OPERATION_TYPE\", \"INVALID_OPERATION_TYPE\"]"));
  }

  @Test
  void answersItemsInOrderHoweverManyAreAskedForAtOnce() throws Exception {
    assertThat(each("""
        (async () => {
          const items = env.subscribe('test/count', { to: 200 });
          const asked = [];
          for (let i = 0; i < 50; i++) asked.push(items.next());
          await asked[0];
          for (let i = 0; i < 150; i++) asked.push(items.next());
          const values = (await Promise.all(asked)).map(({ value }) => value);
          return values.every((value, i) => value === i + 1);
        })()""")).isEqualTo(json("[true]"));
  }

  @Test
  void c72_aCallOfAHandlerHasNoMoreTimeThanTheHandler() throws Exception {
    assertThat(each("""
        (async () => {
          env.register('mine/outer', () => env.invoke('test/block', {}, { timeout: 600_000 }));
          return env.invoke('mine/outer', {}, { timeout: 5000 }).catch(({ code, retryable }) => [code, retryable]);
        })()""")).isEqualTo(json("[[\"TIMEOUT\", true]]"));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void c75_aCallMayOutliveTheOneAboveIt() throws Exception {
    assertThat(each("""
        (async () => {
          let began;
          const beginning = new Promise((resolve) => { began = resolve; });
          let finished;
          const finish = new Promise((resolve) => { finished = resolve; });
          env.register('mine/inner', async () => { began(); await env.invoke('test/blocked'); finished('finished'); });
          env.register('mine/outer', async () => { await env.invoke('mine/inner', {}, { abortPolicy: 'continue-running' }); });
          const stop = new AbortController();
          const call = env.invoke('mine/outer', {}, { signal: stop.signal });
          await beginning;
          stop.abort();
          const code = await call.catch(({ code }) => code);
          env.invoke('test/block', {}, { timeout: 20 }).catch(() => {});
          return [code, await finish];
        })()""")).isEqualTo(json("[[\"ABORTED\", \"finished\"]]"));
  }

  @Test
  void s49_abortingTheOuterCallAbortsWhatItCalls() throws Exception {
    assertThat(each("""
        (async () => {
          env.register('mine/outer', async () => { await env.invoke('test/block'); });
          const stop = new AbortController();
          const call = env.invoke('mine/outer', {}, { signal: stop.signal });
          await env.invoke('test/blocked');
          stop.abort();
          return call.catch(({ code }) => code);
        })()""")).isEqualTo(json("[\"ABORTED\"]"));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void s50_noCapabilityIsInReach() throws Exception {
    assertThat(each("""
        (async () => {
          const found = new Set();
          const walk = (value, path, depth) => {
            if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 4) return;
            for (const key of Reflect.ownKeys(value)) {
              if (/capabilit|secret|token|credential|vault/i.test(String(key))) found.add(`${path}.${String(key)}`);
              const own = Object.getOwnPropertyDescriptor(value, key);
              if ('value' in own) walk(own.value, `${path}.${String(key)}`, depth + 1);
            }
          };
          env.register('mine/look', (_, context) => { walk(context, 'context', 0); return Object.keys(context); });
          walk(env, 'env', 0);
          return [await env.invoke('mine/look'), [...found]];
        })()""")).isEqualTo(json("[[[\"signal\"], []]]"));
  }

  @Test
  void s53_schemasAreCheckedBeforeAndAfterAHandler() throws Exception {
    assertThat(each("""
        (async () => {
          let ran = 0;
          env.register({ name: 'mine/strict', input_schema: { type: 'integer' }, output_schema: { type: 'string' } }, () => { ran += 1; return 7; });
          const codes = [];
          for (const input of ['x', 1]) codes.push(await env.invoke('mine/strict', input).catch(({ code }) => code));
          return [codes, ran];
        })()""")).isEqualTo(json("[[[\"INVALID_INPUT\", \"INTERNAL\"], 1]]"));
  }
}
