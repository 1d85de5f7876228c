package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.script.Evaluation;
import org.junit.jupiter.api.Test;

/// `alk:streams`: order, early end, errors and bounds of every operator.
class StreamsModuleTest extends ModuleBed {
  private static final String ALL = """
      import { pipe, filter, map, take, batch, dedupe, window, chain, join, reduce, groupBy, flat, toArray } from 'alk:streams';
      const log = [];
      async function* source(count, name = '') {
        try {
          for (let i = 1; i <= count; i++) { log.push(`${name}${i}`); yield i; }
        } finally {
          log.push(`${name}end`);
        }
      }
      async function* broken(count) { yield* source(count); throw new RangeError('broken'); }
      const all = (stream, ...stages) => pipe(stream, ...stages, toArray());
      const outcome = (promise) => promise.catch((error) => `${error.name}: ${error.message}`);
      """;

  @Test
  void s65_keepsTheOrderOfItems() throws Exception {
    assertThat(run(ALL + """
        export default {
          filter: await all(source(6), filter((n, i) => n % 2 === 0 && i < 4)),
          map: await all([3, 1, 2], map(async (n, i) => { await sleep(10 * n); return [n, i]; })),
          take: await all(source(9), take(2)),
          none: await all(source(9), take(0)),
          batch: await all([1, 2, 3, 4, 5], batch(2)),
          dedupe: await all([1, 1, 2, 1, { a: 1 }, { a: 1 }], dedupe()),
          remembered: await all([1, 2, 1, 3, 1], dedupe((n) => n, { window: 2 })),
          window: await all([1, 2, 3, 4], window(3)),
          hopping: await all([1, 2, 3, 4, 5, 6, 7], window(2, 3)),
          tumbling: await all([1, 2, 3, 4, 5], window(2, 2)),
          chain: await all(chain(source(2), [9], new Set([8]))),
          reduce: await pipe(source(4), reduce((sum, n) => sum + n, 0)),
          empty: await pipe([], reduce((sum, n) => sum + n, 'nothing')),
          flat: await all([[1, [2]], 3, 'ab', source(2), []], flat()),
          plain: await all([Promise.resolve(1), 2]),
        };
        """)).isEqualTo(json("""
        {"filter": [2, 4], "map": [[3, 0], [1, 1], [2, 2]], "take": [1, 2], "none": [], "batch": [[1, 2], [3, 4], [5]],
         "dedupe": [1, 2, 1, {"a": 1}], "remembered": [1, 2, 3, 1], "window": [[1, 2, 3], [2, 3, 4]],
         "hopping": [[1, 2], [4, 5]], "tumbling": [[1, 2], [3, 4]], "chain": [1, 2, 9, 8], "reduce": 10, "empty": "nothing",
         "flat": [1, [2], 3, "ab", 1, 2], "plain": [1, 2]}"""));
  }

  @Test
  void s65_asksForNothingBeforeSomebodyAsks() throws Exception {
    assertThat(run(ALL + """
        const stream = pipe(source(9), map((n) => n), filter(() => true), dedupe(), batch(2), flat());
        await sleep(5);
        const before = [...log];
        await stream.next();
        export default [before, log];
        """)).isEqualTo(json("""
        [[], ["1", "2"]]"""));
  }

  @Test
  void s65_endsTheSourceWithTheLastItemThatIsTaken() throws Exception {
    assertThat(run(ALL + """
        const ends = {};
        for (const [name, stage] of Object.entries({
          take: (s) => pipe(s, take(2)), map: (s) => pipe(s, map((n) => n), take(2)), filter: (s) => pipe(s, filter(() => true), take(2)),
          batch: (s) => pipe(s, batch(1), take(2)), dedupe: (s) => pipe(s, dedupe(), take(2)), window: (s) => pipe(s, window(1), take(2)),
          chain: (s) => pipe(chain(s, source(9, 'never ')), take(2)), join: (s) => pipe(join(s), take(2)), flat: (s) => pipe(s, flat(), take(2)),
          group: (s) => pipe(s, groupBy((n) => n), take(2)),
        })) {
          log.length = 0;
          const stream = stage(source(1e9));
          await stream.next();
          await stream.next();
          ends[name] = log.filter((entry) => entry === 'end' || entry.startsWith('never')).length + ' ' + (log.length <= 4);
        }
        const counted = await all(env.subscribe('test/count'), map((n) => n * 2), take(3));
        export default { ends, counted };
        """)).isEqualTo(json(
        """
        {"ends": {"take": "1 true", "map": "1 true", "filter": "1 true", "batch": "1 true", "dedupe": "1 true", "window": "1 true",
          "chain": "1 true", "join": "1 true", "flat": "1 true", "group": "0 true"}, "counted": [2, 4, 6]}"""));
    assertThat(counting.get()).isEqualTo("ended");
  }

  @Test
  void s65_doesNotWaitForAnItemThatNeverComes() throws Exception {
    assertThat(run(ALL + """
        const said = [];
        for (const stage of [(s) => pipe(s, map((n) => n)), (s) => pipe(s, batch(2, { maxWait: 1e6 })), (s) => join(s, source(1)),
          (s) => chain(s, [1]), (s) => pipe(s, groupBy((n) => n)), (s) => pipe(s, flat(), filter(() => true), window(2))]) {
          const stream = stage(env.subscribe('test/silent'));
          const first = stream.next();
          const second = stream.next();
          await sleep(1);
          await stream.return('x');
          await first;
          said.push((await second).done);
        }
        export default said;
        """)).isEqualTo(json("[true, true, true, true, true, true]"));
  }

  @Test
  void s65_forwardsTheFirstErrorAndEndsTheOthers() throws Exception {
    assertThat(run(ALL + """
        const said = {};
        for (const [name, stages] of Object.entries({ map: [map((n) => n)], filter: [filter(() => true)], batch: [batch(2)], dedupe: [dedupe()],
          window: [window(1)], flat: [flat()], take: [take(9)], group: [groupBy((n) => n)] })) {
          said[name] = await outcome(all(broken(2), ...stages));
        }
        log.length = 0;
        said.join = await outcome(all(join(source(1e9, 'a '), broken(2))));
        said.joined = log.includes('a end');
        said.chain = await outcome(all(chain(broken(1), source(1))));
        log.length = 0;
        said.mine = await outcome(all(source(9), map(() => { throw new TypeError('mine'); })));
        said.ended = log.join();
        said.reduce = await outcome(pipe(source(9), reduce(() => { throw new Error('no'); }, 0)));
        export default said;
        """)).isEqualTo(json("""
        {"map": "RangeError: broken", "filter": "RangeError: broken", "batch": "RangeError: broken", "dedupe": "RangeError: broken",
         "window": "RangeError: broken", "flat": "RangeError: broken", "take": "RangeError: broken", "group": "RangeError: broken",
         "join": "RangeError: broken", "joined": true, "chain": "RangeError: broken", "mine": "TypeError: mine", "ended": "1,end",
         "reduce": "Error: no"}"""));
  }

  @Test
  void s65_joinsInTheOrderOfArrivalAndAsksEachForOneItem() throws Exception {
    assertThat(run(ALL + """
        const gates = {};
        const gate = (name) => (gates[name] ??= Promise.withResolvers());
        async function* waiting(...names) { for (const name of names) { await gate(name).promise; yield name; } }
        const joined = join(waiting('a1', 'a2'), waiting('b1', 'b2'));
        const seen = [];
        for (const name of ['b1', 'b2', 'a1', 'a2']) {
          const next = joined.next();
          gate(name).resolve();
          seen.push((await next).value);
        }
        const stream = join(source(9, 'a '), source(9, 'b '));
        await stream.next();
        await sleep(5);
        const asked = log.length;
        await stream.return();
        export default [seen, asked, await all(join())];
        """)).isEqualTo(json("""
        [["b1", "b2", "a1", "a2"], 2, []]"""));
  }

  @Test
  void s65_batchesAreAsOldAsTheyMayBe() throws Exception {
    assertThat(run(ALL + """
        const gate = Promise.withResolvers();
        async function* halting() { yield 1; yield 2; await gate.promise; yield 3; }
        const stream = pipe(halting(), batch(10, { maxWait: 30 }));
        const first = (await stream.next()).value;
        gate.resolve();
        export default [first, (await stream.next()).value];
        """)).isEqualTo(json("[[1, 2], [3]]"));
  }

  @Test
  void s65_groupsAreReadSideBySide() throws Exception {
    assertThat(run(ALL + """
        const read = {};
        for await (const { key, items } of pipe(source(7), groupBy((n) => (n % 3 === 0 ? { fizz: true } : 'other')))) {
          read[JSON.stringify(key)] = all(items);
        }
        const groups = {};
        for (const [key, items] of Object.entries(read)) groups[key] = await items;
        export default groups;
        """))
        .isEqualTo(json("{\"\\\"other\\\"\": [1, 2, 4, 5, 7], \"{\\\"fizz\\\":true}\": [3, 6]}"));
  }

  @Test
  void s65_aGroupThatNobodyReadsFailsInsteadOfLosingItems() throws Exception {
    assertThat(run(ALL + """
        const outer = pipe(source(20), groupBy((n) => (n % 2 ? 'odd' : 'even'), { buffer: 3 }));
        const odd = (await outer.next()).value;
        const even = (await outer.next()).value;
        const read = await all(odd.items);
        const seen = [];
        const late = await outcome((async () => { for await (const n of even.items) seen.push(n); })());
        log.length = 0;
        const many = await outcome(all(source(1e9), groupBy((n) => n, { groups: 5 })));
        export default { read, seen, late, many, ended: log.at(-1) };
        """)).isEqualTo(json(
        """
        {"read": [1, 3, 5, 7, 9, 11, 13, 15, 17, 19], "seen": [2, 4, 6],
         "late": "RangeError: nobody reads the group even: more than 3 items wait; read groups side by side, or raise groupBy(key, {buffer})",
         "many": "RangeError: more than 5 groups; raise groupBy(key, {groups})", "ended": "end"}"""));
  }

  @Test
  void s65_theSourceOfGroupsEndsWhenAllHaveLeft() throws Exception {
    assertThat(run(ALL + """
        const outer = pipe(source(1e9), groupBy((n) => n % 2));
        const one = (await outer.next()).value;
        const two = (await outer.next()).value;
        await outer.return();
        const before = log.includes('end');
        const more = (await one.items.next()).value;
        await one.items.return();
        await two.items.return();
        export default [before, more, log.includes('end'), (await two.items.next()).done];
        """)).isEqualTo(json("[false, 1, true, true]"));
  }

  @Test
  void s65_anArrayHasABound() throws Exception {
    assertThat(run(ALL + """
        const said = await outcome(pipe(source(1e9), toArray({ limit: 3 })));
        export default [said, log.at(-1), await pipe(source(3), toArray({ limit: 3 }))];
        """)).isEqualTo(json(
        """
        ["RangeError: more than 3 items; raise toArray({limit}) or take fewer", "end", [1, 2, 3]]"""));
  }

  @Test
  void saysWhatAnOperatorTakes() throws Exception {
    assertThat(run(ALL + """
        const said = [];
        for (const wrong of [() => filter(), () => map('x'), () => take(-1), () => batch(0), () => window(1.5), () => batch(2, { maxWait: 0 }),
          () => dedupe(7), () => pipe([], 7), () => all(7), () => all('text'), () => groupBy()]) {
          try { await wrong(); said.push('nothing'); } catch (error) { said.push(`${error.name}: ${error.message}`); }
        }
        export default said;
        """)).isEqualTo(json("""
        ["TypeError: filter takes a function, not undefined", "TypeError: map takes a function, not a string",
         "TypeError: take takes a number from 0, not -1", "TypeError: batch takes a number from 1, not 0",
         "TypeError: window takes a number from 1, not 1.5", "TypeError: batch: maxWait takes milliseconds, not 0",
         "TypeError: dedupe takes a function, not 7", "TypeError: pipe takes a source and stages such as filter(f), not 7",
         "TypeError: a stream is something to iterate over, not 7", "TypeError: a stream is something to iterate over, not a string",
         "TypeError: groupBy takes a function, not undefined"]"""));
  }

  @Test
  void canBeImportedInALineToo() throws Exception {
    try (var session = node.session(folder, (_, _) -> {})) {
      assertThat(session.eval("const { pipe, take, toArray } = await import('alk:streams')", "line",
          Deadline.NONE)).isInstanceOf(Evaluation.Finished.class);
      var taken =
          session.eval("await pipe(env.subscribe('test/count'), take(2), toArray())", "line",
              Deadline.NONE);
      assertThat(taken).isInstanceOfSatisfying(Evaluation.Finished.class,
          finished -> assertThat(finished.json()).hasToString("[1,2]"));
    }
  }
}
