// `env.subscribe`: an async iterable over the items of a call.
'use strict';

(function ({ host, p, callKey, checked, aborted }) {
  const { String, Symbol, defineProperty, freeze, parse, push, resolve, then } = p;

  // Items come in batches; the next batch is asked for when the last one is used up.
  return ({ hook, hostTask, schemasOf, toInput, tolerated, checkOptions, consoles }, at, name, input, options) => {
    const { time, signal, policy, peer } = checkOptions(options, at);
    const operation = String(name);
    const text = toInput(operation, peer, input);
    const call = callKey();
    let decode;
    let stream;
    let batch = [];
    let next = 0;
    let waiting = 0;
    let ended = false;
    let left = false;
    let forget = () => {};

    const close = () => {
      if (stream !== undefined) host.close(stream);
      stream = undefined;
      ended = true;
      batch = [];
      next = 0;
      forget();
    };

    const open = () => {
      ended = true;
      stream = checked(host.open(call, operation, text, time(), policy, peer));
      ended = false;
      decode = schemasOf(operation, peer, tolerated).decode;
      forget = hook(signal, close);
    };

    const item = () => {
      const value = batch[next++];
      return { done: false, value: decode === undefined ? value : decode(value) };
    };

    async function step() {
      if (signal?.aborted) throw aborted(signal.reason);
      if (next < batch.length) return item();
      if (ended) return { done: true, value: undefined };
      if (stream === undefined) open();
      try {
        batch = parse(await hostTask(signal, (settle) => host.take(stream, settle)));
      } catch (error) {
        close();
        if (left) return { done: true, value: undefined };
        throw error;
      }
      next = 0;
      if (batch.length > 0) return item();
      close();
      return { done: true, value: undefined };
    }

    // Whoever still waits for an item then is told that there is none.
    const leave = () => {
      left = true;
      close();
    };

    const answered = () => { waiting -= 1; };

    let last = resolve();
    const iterator = {
      [Symbol.asyncIterator]() { return this; },
      next() {
        if (waiting === 0 && next < batch.length && !signal?.aborted) return resolve(item());
        waiting += 1;
        const result = then(last, step, step);
        last = then(result, answered, answered);
        return result;
      },
      return(value) {
        leave();
        return resolve({ done: true, value });
      },
    };
    // Has the host hand every item on to `sink`, so that none becomes a value of this session. False, and
    // nothing is done, where some have become values already or are about to.
    const show = async (sink) => {
      if (signal?.aborted) throw aborted(signal.reason);
      if (waiting > 0 || batch.length > 0 || ended) return false;
      if (stream === undefined) open();
      try {
        await hostTask(signal, (settle) => host.show(stream, sink, settle));
      } catch (error) {
        close();
        if (!left) throw error;
      }
      close();
      return true;
    };

    // The items that have come and nobody has asked for yet.
    const rest = () => {
      const items = [];
      while (next < batch.length) push(items, item().value);
      return items;
    };

    defineProperty(iterator, Symbol.asyncDispose, { value: async () => leave() });
    defineProperty(iterator, Symbol.toStringTag, { value: 'Subscription' });
    p.hold(consoles, iterator, { rest, show });
    return freeze(iterator);
  };
})
