// Streams: what `env.subscribe` answers, or anything else that is iterable, one step after the other.
//
//   import { pipe, filter, map, take, toArray } from 'alk:streams';
//   const errors = await pipe(ops.container.logs({ id, follow: true }),
//     filter(({ text }) => text.startsWith('ERR')), map(({ text }) => text), take(10), toArray());
//
// A stage is a function from a stream to a stream (`toArray` and `reduce`: to a promise). Stages are lazy:
// nothing is asked of a source before somebody asks the last stage, and never more than one item ahead
// (`batch` and `join`: one from each source). Items keep their order. The first error ends everything.
// Whoever stops early, by leaving a loop or by `return()`, ends the sources at once, also one that is waiting.

function iteratorOf(source) {
  const open = source?.[Symbol.asyncIterator];
  if (typeof open === 'function') return open.call(source);
  if (source !== null && typeof source === 'object' && typeof source[Symbol.iterator] === 'function') {
    return (async function* () { yield* source; })();
  }
  throw new TypeError(`a stream is something to iterate over, not ${describe(source)}`);
}

const describe = (value) => (typeof value === 'string' ? 'a string' : String(value));

// A stream that `body` makes of several others. `return()` does not wait for an item that is on its way.
function streamOf(sources, body) {
  let upstream;
  let generator;

  const start = () => {
    upstream = sources.map(iteratorOf);
    generator = body(...upstream.map((iterator) => ({ [Symbol.asyncIterator]: () => iterator })));
  };

  const stream = {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      if (generator === undefined) start();
      return generator.next();
    },
    async return(value) {
      if (generator === undefined) start();
      const ending = generator.return();
      const endings = upstream.map(async (iterator) => iterator.return?.());
      await Promise.all(endings);
      await ending;
      return { done: true, value };
    },
  };
  stream[Symbol.asyncDispose] = async () => { await stream.return(); };
  return stream;
}

function need(what, test, wish, value) {
  if (!test(value)) throw new TypeError(`${what} takes ${wish}, not ${describe(value)}`);
}

const isFunction = (value) => typeof value === 'function';
const isCount = (value) => Number.isInteger(value) && value >= 1;

/** `pipe(source, ...stages)`: the stages one after the other. */
export function pipe(source, ...stages) {
  for (const stage of stages) need('pipe', isFunction, 'a source and stages such as filter(f)', stage);
  return stages.reduce((stream, stage) => stage(stream), source);
}

/** Lets through the items for which `predicate(item, index)` is true, or a promise of true. */
export function filter(predicate) {
  need('filter', isFunction, 'a function', predicate);
  return (source) => streamOf([source], async function* (items) {
    let index = 0;
    for await (const item of items) if (await predicate(item, index++)) yield item;
  });
}

/** What `change(item, index)` makes of each item; a promise is awaited before the next item is asked for. */
export function map(change) {
  need('map', isFunction, 'a function', change);
  return (source) => streamOf([source], async function* (items) {
    let index = 0;
    for await (const item of items) yield await change(item, index++);
  });
}

/** The first `count` items; the source is ended with the last of them, before anybody asks for more. */
export function take(count) {
  need('take', (value) => Number.isInteger(value) && value >= 0, 'a number from 0', count);
  return (source) => streamOf([source], async function* (items) {
    if (count === 0) {
      await items[Symbol.asyncIterator]().return?.();
      return;
    }
    let left = count;
    let last;
    for await (const item of items) {
      left -= 1;
      if (left === 0) {
        last = item;
        break;
      }
      yield item;
    }
    if (left === 0) yield last;
  });
}

/**
 * Lists of `size` items; what is left at the end too. With `maxWait`, a list is as old as that at most (milliseconds).
 * @param {number} size @param {{maxWait?: number}} [options] */
export function batch(size, { maxWait } = {}) {
  need('batch', isCount, 'a number from 1', size);
  if (maxWait !== undefined) need('batch: maxWait', (value) => typeof value === 'number' && value > 0, 'milliseconds', maxWait);
  return (source) => streamOf([source], async function* (items) {
    const iterator = items[Symbol.asyncIterator]();
    let list = [];
    let coming;
    let timer;
    let late;
    try {
      for (;;) {
        coming ??= iterator.next();
        const arrived = late === undefined ? await coming : await Promise.race([coming, late]);
        if (arrived === undefined) {
          late = undefined;
          yield list;
          list = [];
          continue;
        }
        coming = undefined;
        if (arrived.done) break;
        list.push(arrived.value);
        if (list.length === 1 && maxWait !== undefined && size > 1) {
          late = new Promise((resolve) => { timer = setTimeout(() => resolve(undefined), maxWait); });
        }
        if (list.length === size) {
          clearTimeout(timer);
          late = undefined;
          yield list;
          list = [];
        }
      }
    } finally {
      clearTimeout(timer);
      await iterator.return?.();
    }
    if (list.length > 0) yield list;
  });
}

const comparable = (key) => (key !== null && typeof key === 'object' ? JSON.stringify(key) : key);

/** Leaves out an item whose `key(item)` is that of one of the `window` items let through before it (1: its neighbour). */
export function dedupe(key = (item) => item, { window: memory = 1 } = {}) {
  need('dedupe', isFunction, 'a function', key);
  need('dedupe: window', isCount, 'a number from 1', memory);
  return (source) => streamOf([source], async function* (items) {
    const known = new Set();
    for await (const item of items) {
      const mark = comparable(await key(item));
      if (known.has(mark)) continue;
      known.add(mark);
      if (known.size > memory) known.delete(known.values().next().value);
      yield item;
    }
  });
}

/** Lists of `size` neighbours, each `step` items after the one before; none that is not full. */
export function window(size, step = 1) {
  need('window', isCount, 'a number from 1', size);
  need('window: step', isCount, 'a number from 1', step);
  return (source) => streamOf([source], async function* (items) {
    let list = [];
    let skip = 0;
    for await (const item of items) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      list.push(item);
      if (list.length < size) continue;
      yield list.slice();
      skip = Math.max(0, step - size);
      list = list.slice(step);
    }
  });
}

/** All items of the first stream, then all of the next. */
export function chain(...sources) {
  return streamOf(sources, async function* (...streams) {
    try {
      for (const stream of streams) yield* stream;
    } finally {
      await endAll(streams);
    }
  });
}

const endAll = (streams) => Promise.all(streams.map(async (stream) => stream[Symbol.asyncIterator]().return?.()));

/** The items of several streams as they arrive. Each is asked for its next item when the one before has been taken. */
export function join(...sources) {
  return streamOf(sources, async function* (...streams) {
    const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
    const arrived = [];
    /** @type {(value?: any) => void} */
    let wake = () => {};
    let running = iterators.length;
    const ask = (iterator) => {
      const arrive = (arrival) => {
        arrived.push(arrival);
        wake();
      };
      iterator.next().then(({ done, value }) => arrive({ iterator, done, value }), (error) => arrive({ error, failed: true }));
    };
    iterators.forEach(ask);
    try {
      while (running > 0) {
        if (arrived.length === 0) await new Promise((resolve) => { wake = resolve; });
        const { iterator, done, value, failed, error } = arrived.shift();
        if (failed) throw error;
        if (done) {
          running -= 1;
        } else {
          yield value;
          ask(iterator);
        }
      }
    } finally {
      await endAll(streams);
    }
  });
}

/** A promise of what `step(result, item, index)` has made of all items, beginning with `initial`. */
export function reduce(step, initial) {
  need('reduce', isFunction, 'a function', step);
  return async (source) => {
    let result = initial;
    let index = 0;
    for await (const item of streamOf([source], (items) => items[Symbol.asyncIterator]())) result = await step(result, item, index++);
    return result;
  };
}

/** A promise of all items; more than `limit` are a RangeError, and the source is ended. */
export function toArray({ limit = 100_000 } = {}) {
  need('toArray: limit', (value) => typeof value === 'number' && value >= 0, 'a number', limit);
  return async (source) => {
    const list = [];
    for await (const item of streamOf([source], (items) => items[Symbol.asyncIterator]())) {
      if (list.length >= limit) throw new RangeError(`more than ${limit} items; raise toArray({limit}) or take fewer`);
      list.push(item);
    }
    return list;
  };
}

/** The items of items that are arrays or streams themselves, one level deep; others as they are. */
export function flat() {
  return (source) => streamOf([source], async function* (items) {
    for await (const item of items) {
      if (item !== null && typeof item === 'object' && (Symbol.asyncIterator in item || Symbol.iterator in item)) yield* iteratorOf(item);
      else yield item;
    }
  });
}

/**
 * `{key, items}` for each key, when its first item arrives; `items` is a stream of those with that key. Whoever
 * asks, for a group or for an item of one, moves the source on; what arrives for others is kept for them, up to
 * `buffer` items each (1000) and `groups` groups (1000). A group that is not read in time fails with a
 * RangeError after what was kept; nothing is lost in silence.
 */
export function groupBy(key, { buffer = 1000, groups: most = 1000 } = {}) {
  need('groupBy', isFunction, 'a function', key);
  need('groupBy: buffer', isCount, 'a number from 1', buffer);
  need('groupBy: groups', isCount, 'a number from 1', most);
  return (source) => {
    let iterator;
    let ended = false;
    let failure;
    let moving;
    const groups = new Map();
    const fresh = [];
    let outerLeft = false;

    const end = async () => {
      ended = true;
      await iterator?.return?.();
    };

    async function step() {
      iterator ??= iteratorOf(source);
      const { done, value } = await iterator.next();
      if (done) {
        ended = true;
        return;
      }
      const name = await key(value);
      const mark = comparable(name);
      let group = groups.get(mark);
      if (group === undefined) {
        if (outerLeft) return;
        if (groups.size >= most) throw new RangeError(`more than ${most} groups; raise groupBy(key, {groups})`);
        group = { kept: [], failure: undefined, left: false };
        groups.set(mark, group);
        fresh.push({ key: name, items: itemsOf(group) });
      }
      if (group.left || group.failure !== undefined) return;
      if (group.kept.length >= buffer) {
        group.failure = new RangeError(`nobody reads the group ${String(mark)}: more than ${buffer} items wait; read groups side by side, or raise groupBy(key, {buffer})`);
      } else {
        group.kept.push(value);
      }
    }

    // One step at a time, however many ask.
    function move() {
      moving ??= step().catch(async (error) => {
        failure = error;
        await end();
      }).finally(() => { moving = undefined; });
      return moving;
    }

    async function nextFrom(kept, over) {
      for (;;) {
        if (kept.length > 0) return { done: false, value: kept.shift() };
        const problem = over();
        if (problem !== undefined) throw problem;
        if (failure !== undefined) throw failure;
        if (ended) return { done: true, value: undefined };
        await move();
      }
    }

    const endWhenAllLeft = async () => {
      if (outerLeft && [...groups.values()].every((group) => group.left || group.failure !== undefined)) await end();
    };

    const itemsOf = (group) => ({
      [Symbol.asyncIterator]() { return this; },
      next: async () => (group.left ? { done: true, value: undefined } : nextFrom(group.kept, () => group.failure)),
      return: async (value) => {
        group.left = true;
        group.kept = [];
        await endWhenAllLeft();
        return { done: true, value };
      },
    });

    return {
      [Symbol.asyncIterator]() { return this; },
      next: async () => (outerLeft ? { done: true, value: undefined } : nextFrom(fresh, () => undefined)),
      return: async (value) => {
        outerLeft = true;
        for (const { items } of fresh.splice(0)) await items.return();
        await endWhenAllLeft();
        return { done: true, value };
      },
    };
  };
}
