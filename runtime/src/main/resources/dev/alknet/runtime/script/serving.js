// Calls of what a script has registered: what is asked of a handler, and what it says.
'use strict';

(function ({ part, p, explain }) {
  const { freeze, get, parse, remove, set } = p;

  // What serves a call: its abort signal and, for a subscription, its generator.
  const serving = new p.Map();

  function begin(key) {
    const controller = new (part('signals.js').AbortController)();
    const service = { controller, context: freeze({ signal: controller.signal }), generator: undefined };
    set(serving, key, service);
    return service;
  }

  async function value(key, { handler, read, write }, input) {
    const { context } = begin(key);
    const answer = await handler(read(parse(input)), context);
    remove(serving, key);
    return write(answer);
  }

  async function next(key, { handler, read, write }, input) {
    const service = get(serving, key) ?? begin(key);
    service.generator ??= handler(read(parse(input)), service.context);
    const { done, value: item } = await p.nextOf(service.generator);
    if (done) remove(serving, key);
    return done ? null : write(item);
  }

  const settled = (work) => async (key, handler, input, settle) => {
    try {
      settle(await work(key, handler, input));
    } catch (error) {
      remove(serving, key);
      settle(null, error, explain(error));
    }
  };

  return freeze({
    answer: settled(value),
    item: settled(next),

    // The call is over: its handler is told and its generator ends, unless no code of it may go on.
    end: (key, gone) => {
      const service = get(serving, key);
      if (service === undefined) return;
      remove(serving, key);
      if (gone) return;
      part('signals.js').raise(service.controller.signal);
      if (service.generator !== undefined) p.then(p.endGenerator(service.generator), () => {}, () => {});
    },
  });
})
