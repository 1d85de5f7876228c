package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `alk:retry`: what is done again, and when it is given up.
class RetryModuleTest extends ModuleBed {
  private static final String IMPORTS = """
      import { delayAfter, retry } from 'alk:retry';
      const busy = () => new CallError({ code: 'BUSY', message: 'later', retryable: true });
      const quick = { delay: 1 };
      """;

  @Test
  void triesAgainWhatMaySucceedLater() throws Exception {
    assertThat(run(IMPORTS + """
        const attempts = [];
        const value = await retry(({ attempt }) => { attempts.push(attempt); if (attempt < 3) throw busy(); return 'done'; }, quick);
        export default [value, attempts];
        """)).isEqualTo(json("[\"done\", [1, 2, 3]]"));
  }

  @Test
  void givesUpAfterTheLastAttemptWithItsError() throws Exception {
    assertThat(run(IMPORTS + """
        let tried = 0;
        const code = await retry(() => { tried += 1; throw busy(); }, { ...quick, attempts: 3 }).catch(({ code }) => code);
        export default [code, tried];
        """)).isEqualTo(json("[\"BUSY\", 3]"));
  }

  @Test
  void doesNotRepeatWhatCannotGetBetter() throws Exception {
    assertThat(run(IMPORTS + """
        let tried = 0;
        const said = [];
        for (const error of [new TypeError('a bug'), new CallError({ code: 'FORBIDDEN', message: 'no' }), undefined]) {
          said.push(await retry(() => { tried += 1; throw error; }, quick).catch((thrown) => thrown === error));
        }
        const chosen = await retry(({ attempt }) => { if (attempt === 1) throw new TypeError('x'); return attempt; },
          { ...quick, when: (error) => error instanceof TypeError });
        export default [said, tried, chosen];
        """)).isEqualTo(json("[[true, true, true], 3, 2]"));
  }

  @Test
  void repeatsUntilAValueIsGood() throws Exception {
    assertThat(run(IMPORTS + """
        const good = await retry(({ attempt }) => attempt, { ...quick, until: (value) => value === 4 });
        const last = await retry(({ attempt }) => attempt, { ...quick, attempts: 2, until: async () => false });
        export default [good, last];
        """)).isEqualTo(json("[4, 2]"));
  }

  @Test
  void stopsWhenItIsTold() throws Exception {
    assertThat(run(IMPORTS + """
        const stop = new AbortController();
        const waiting = retry(() => { setTimeout(() => stop.abort(), 1); throw busy(); }, { delay: 3_600_000, signal: stop.signal });
        const code = await waiting.catch(({ code }) => code);
        let ran = false;
        const reason = await retry(() => { ran = true; }, { signal: AbortSignal.abort('never') }).catch((thrown) => thrown);
        export default [code, ran, reason];
        """)).isEqualTo(json("[\"ABORTED\", false, \"never\"]"));
  }

  @Test
  void waitsLongerEachTime() throws Exception {
    assertThat(run(IMPORTS + """
        const exact = { delay: 100, factor: 3, maxDelay: 1000, jitter: 0 };
        const some = Array.from({ length: 200 }, () => delayAfter(1, { delay: 100, jitter: 0.5 }));
        const wrong = [];
        for (const options of [{ attempts: 0 }, { delay: -1 }, { factor: 0.5 }, { jitter: 2 }]) wrong.push(await retry(() => 1, options).catch(({ name }) => name));
        export default [[1, 2, 3, 4].map((n) => delayAfter(n, exact)), some.every((time) => time > 50 && time <= 100), new Set(some).size > 100, wrong];
        """)).isEqualTo(json(
        """
        [[100, 300, 900, 1000], true, true, ["TypeError", "TypeError", "TypeError", "TypeError"]]"""));
  }
}
