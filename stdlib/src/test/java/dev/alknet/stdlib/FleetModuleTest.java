package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `alk:fleet`: work that is started, followed to its end and accounted for.
class FleetModuleTest extends ModuleBed {
  private static final String IMPORTS = """
      import { awaitExit, fanOut, run } from 'alk:fleet';
      const sh = (script) => ['sh', '-c', script];
      const left = async () => (await ops.container.list()).length;
      """;

  @Test
  void runsACommandToItsEndAndLeavesNothing() throws Exception {
    var result = run(IMPORTS + """
        const started = await run({ command: sh('echo one; echo two >&2; exit 3'), env: { A: 'b' } });
        const seen = [];
        const { seconds, ...exit } = await awaitExit(started, { onLine: ({ text }, { id }) => seen.push([text, id === started.id]) });
        export default { exit, seen: seen.sort(), timed: seconds >= 0, left: await left(), started: Object.keys(started) };
        """);

    assertThat(result).isEqualTo(json("""
        {"exit": {"exitCode": 3, "lines": 2}, "seen": [["one", true], ["two", true]], "timed": true, "left": 0,
         "started": ["id", "name", "provider", "peer", "started"]}"""));
  }

  @Test
  void keepsWhatIsToBeKeptAndRemovesTheRestWhateverHappens() throws Exception {
    assertThat(run(IMPORTS + """
        const kept = await run({ command: sh('true') });
        await awaitExit(kept, { keep: true });
        const before = await left();
        await ops.container.remove({ id: kept.id });
        const said = [];
        const failing = awaitExit(await run({ command: sh('echo x; sleep 1000') }), { keep: true, onLine: () => { throw new Error('mine'); } });
        said.push(await failing.catch(({ message }) => message));
        const stop = new AbortController();
        const long = awaitExit(await run({ command: sh('echo ready; sleep 1000') }), { signal: stop.signal, onLine: () => stop.abort() });
        said.push(await long.catch(({ code }) => code));
        said.push(await awaitExit({ id: 'process-nothing' }).catch(({ code }) => code));
        said.push(await awaitExit({}).catch(({ name }) => name));
        export default [before, said, await left()];
        """))
        .isEqualTo(json("[1, [\"mine\", \"ABORTED\", \"CONTAINER_NOT_FOUND\", \"TypeError\"], 0]"));
  }

  @Test
  void accountsForEveryTarget() throws Exception {
    assertThat(run(IMPORTS + """
        let now = 0;
        let most = 0;
        const ledger = await fanOut(['a', 'b', 'c', 'd'], async (target, { index }) => {
          most = Math.max(most, ++now);
          await sleep(5);
          now -= 1;
          if (target === 'b') throw new RangeError('no b');
          if (target === 'c') throw new CallError({ code: 'BUSY', message: 'later' });
          return index * 10;
        }, { concurrency: 2 });
        const short = ({ target, status, value, error, seconds }) => [target, status, value ?? error, seconds >= 0.004];
        export default { entries: ledger.entries.map(short), ok: ledger.ok, most,
          sizes: [ledger.succeeded.length, ledger.failed.length, ledger.skipped.length], empty: (await fanOut([], () => 1)).ok };
        """)).isEqualTo(json("""
        {"entries": [["a", "succeeded", 0, true], ["b", "failed", {"message": "RangeError: no b"}, true],
          ["c", "failed", {"code": "BUSY", "message": "later"}, true], ["d", "succeeded", 30, true]],
         "ok": false, "most": 2, "sizes": [2, 2, 0], "empty": true}"""));
  }

  @Test
  void accountsForWhatWasNeverBegun() throws Exception {
    assertThat(run(IMPORTS + """
        const statuses = ({ entries }) => entries.map(({ status }) => status);
        const failing = await fanOut([1, 2, 3], (n) => { if (n === 1) throw new Error('first'); return n; }, { concurrency: 1, stopOnFailure: true });
        const stop = new AbortController();
        const stopped = await fanOut([1, 2, 3], async (n, { signal }) => {
          if (n === 1) return n;
          stop.abort();
          await sleep(1000, { signal });
        }, { concurrency: 1, signal: stop.signal });
        const wrong = [];
        for (const given of [['x', () => 1], [[], 7], [[], () => 1, { concurrency: 0 }]]) wrong.push(await fanOut(...given).catch(({ name }) => name));
        export default [statuses(failing), statuses(stopped), stopped.entries[1].error.code, wrong];
        """)).isEqualTo(json(
        """
        [["failed", "skipped", "skipped"], ["succeeded", "aborted", "skipped"], "ABORTED", ["TypeError", "TypeError", "TypeError"]]"""));
  }

  @Test
  void saysWhyAPeerCouldNotDoIt() throws Exception {
    assertThat(run(IMPORTS + """
        const { entries, ok } = await fanOut(['w1'], { command: sh('true') });
        export default [entries.map(({ target, status, error }) => [target, status, error.code]), ok];
        """)).isEqualTo(json("[[[\"w1\", \"failed\", \"NOT_FOUND\"]], false]"));
  }
}
