// Work on one node or on many: starting it, following what it says, and knowing what became of each.
//
//   import { run, awaitExit, fanOut } from 'alk:fleet';
//   const { exitCode } = await awaitExit(await run({ command: ['uname', '-a'] }), { onLine: ({ text }) => console.log(text) });
//   const ledger = await fanOut(env.peers(), { command: ['uptime'] }, { concurrency: 4 });
//   if (!ledger.ok) console.table(ledger.failed);

/** Where the calls go: a peer, or this node. */
const reach = (peer) => (peer === undefined ? env : env.peer(peer));

/**
 * Starts `command` in a container (or what the node has for one). `spec` is the input of `container/run`
 * (`{command, image, env, name, …}`) and may name a `peer`. Answers `{id, name, provider, peer, started}`.
 * @param {any} spec @param {any} [limits]
 */
export async function run(spec, limits = {}) {
  const { peer, ...work } = spec;
  const { signal, timeout } = limits;
  const started = Date.now();
  const { id, name, provider } = await reach(peer).invoke('container/run', work, options({ signal, timeout }));
  return { id, name, provider, peer, started };
}

const options = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/**
 * Waits for the end of what `run` answered (or of any `{id, peer}`), and removes it unless `keep` is true; whatever happens,
 * nothing is left running then. `onLine({text, stream, …}, run)` is told every line. Answers `{exitCode, lines, seconds}`.
 * @param {any} work @param {any} [wishes]
 */
export async function awaitExit(work, wishes = {}) {
  const { onLine, keep = false, signal } = wishes;
  const { id, peer, started = Date.now() } = work;
  if (typeof id !== 'string') throw new TypeError('awaitExit(run, options): run is what run(spec) answers, or {id, peer}');
  const at = reach(peer);
  let over = false;
  try {
    let lines = 0;
    for await (const line of at.subscribe('container/logs', { id, follow: true }, options({ signal }))) {
      lines += 1;
      await onLine?.(line, work);
    }
    const { exitCode } = await at.invoke('container/wait', { id }, options({ signal }));
    over = true;
    return { exitCode, lines, seconds: (Date.now() - started) / 1000 };
  } finally {
    if (!keep || !over) await at.invoke('container/remove', { id, force: true }).catch(forgive);
  }
}

/** Somebody else may have removed it, or its node may be gone; how the work went says more than that. */
function forgive(error) {
  if (!(error instanceof CallError)) throw error;
}

/** `{code?, message}`, whatever was thrown. */
const explain = (error) => (error instanceof CallError
  ? { code: error.code, message: error.message }
  : { message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });

/**
 * Does `work` for every target, `concurrency` at once (all), and answers a ledger with one entry for each target, in their
 * order: `{target, status, seconds, value | error}`. It never throws because of one of them.
 *
 * `targets` are ids of peers, or anything else. `work` is `(target, {index, signal}) => value`, or a spec for `run`: it is run on
 * each peer then, and a run that exits with another code than 0 has failed. `status` is `succeeded`, `failed`, `aborted` (under way when
 * `signal` was raised) or `skipped` (never begun, because of the signal or of `stopOnFailure`).
 * @param {any[]} targets @param {any} work @param {any} [limits] @returns {Promise<any>}
 */
export async function fanOut(targets, work, limits = {}) {
  const { concurrency = Infinity, signal, stopOnFailure = false, onLine } = limits;
  if (!Array.isArray(targets)) throw new TypeError('fanOut(targets, work, options): targets is an array');
  if (!(concurrency >= 1)) throw new TypeError(`concurrency is a number from 1, not ${concurrency}`);
  const task = typeof work === 'function' ? work : runOn(work, onLine);
  /** @type {any[]} */
  const entries = targets.map((target) => ({ target, status: 'skipped', seconds: 0 }));
  let next = 0;
  let stopped = false;

  const show = bars(entries);

  async function one(index) {
    const entry = entries[index];
    const began = Date.now();
    show.begun(index);
    try {
      const value = await task(entry.target, { index, signal });
      entry.status = 'succeeded';
      if (value !== undefined) entry.value = value;
    } catch (/** @type {any} */ error) {
      entry.status = signal?.aborted ? 'aborted' : 'failed';
      entry.error = explain(error);
      if (error?.value !== undefined) entry.value = error.value;
      stopped ||= stopOnFailure;
    }
    entry.seconds = (Date.now() - began) / 1000;
    show.ended(index);
  }

  async function worker() {
    while (next < entries.length && !stopped && !signal?.aborted) await one(next++);
  }

  await Promise.all(Array.from({ length: Math.min(concurrency, entries.length) }, worker));
  return ledger(entries);
}

/** Shows how far a fan-out is: how many are over, and how those go that have begun, the latest fifty. */
function bars(entries) {
  const parts = new Map();
  let over = 0;
  const show = () => console.progress({ name: 'fan-out', current: over, total: entries.length, parts: [...parts.values()].slice(-50) });
  const name = (index) => (typeof entries[index].target === 'string' ? entries[index].target : `#${index + 1}`);
  return {
    begun(index) {
      parts.set(index, { name: name(index), state: 'running' });
      show();
    },
    ended(index) {
      const { status, seconds, error } = entries[index];
      over += 1;
      parts.set(index, { name: name(index), state: error ? `${status}: ${error.message}` : `${status} in ${seconds} s` });
      show();
    },
  };
}

function ledger(entries) {
  const having = (...statuses) => entries.filter(({ status }) => statuses.includes(status));
  const succeeded = having('succeeded');
  return {
    entries, succeeded, failed: having('failed', 'aborted'), skipped: having('skipped'),
    ok: succeeded.length === entries.length,
  };
}

function runOn(spec, onLine) {
  if (spec === null || typeof spec !== 'object') throw new TypeError('fanOut(targets, work, options): work is a function, or {command, …}');
  return async (peer, { signal }) => {
    const done = await awaitExit(await run({ ...spec, peer }, { signal }), { onLine, signal });
    if (done.exitCode !== 0) throw Object.assign(new Error(`exit code ${done.exitCode}`), { value: done });
    return done;
  };
}
