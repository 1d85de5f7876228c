// `env.batch`: several calls at once, and what became of each, in the order in which they were given.
'use strict';

(function ({ p }) {
  const { Array, TypeError, isArray } = p;
  const FORM = 'a call of a batch is {name, input, …call options} or [name, input, options]';

  // One call as `{name, input, options}`; its own options before those of the whole batch.
  function parts(call, shared) {
    if (isArray(call)) return { name: call[0], input: call[1], options: { ...shared, ...call[2] } };
    if (call === null || typeof call !== 'object') throw new TypeError(`${FORM}, not ${p.String(call)}`);
    const { name, input, ...own } = call;
    return { name, input, options: { ...shared, ...own } };
  }

  return async (at, invokeAt, calls, { concurrency, ...shared } = {}) => {
    if (!isArray(calls)) throw new TypeError(`env.batch(calls, options): calls is an array; ${FORM}`);
    if (concurrency !== undefined && !(typeof concurrency === 'number' && concurrency >= 1)) {
      throw new TypeError(`concurrency is a number from 1, not ${p.String(concurrency)}`);
    }
    const given = [];
    for (let i = 0; i < calls.length; i++) {
      const call = parts(calls[i], shared);
      if (typeof call.name !== 'string') throw new TypeError(`call ${i} of the batch has no name; ${FORM}`);
      p.push(given, call);
    }

    const outcomes = new Array(given.length);
    let next = 0;
    async function work() {
      while (next < given.length) {
        const index = next++;
        const { name, input, options } = given[index];
        try {
          outcomes[index] = { status: 'fulfilled', value: await invokeAt(at, name, input, options) };
        } catch (reason) {
          outcomes[index] = { status: 'rejected', reason };
        }
      }
    }

    const workers = [];
    for (let i = 0; i < given.length && i < (concurrency ?? given.length); i++) p.push(workers, work());
    for (let i = 0; i < workers.length; i++) await workers[i];
    return outcomes;
  };
})
