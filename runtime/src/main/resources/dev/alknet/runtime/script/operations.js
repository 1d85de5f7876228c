// `env` and `ops`: operations as scripts call, follow and register them.
'use strict';

(function (host, callKey, { aborted, checked }, { AbortSignal, hook }, p) {
  const { AsyncGeneratorFunction, Promise, Proxy, String, TypeError, defineProperty, freeze, keys, parse, resolve, startsWith, stringify, then } = p;

  // Starts a host task and answers a promise of it; `signal` cancels the task.
  async function hostTask(signal, start) {
    if (signal?.aborted) throw aborted(signal.reason);
    let forget = () => {};
    const answer = await new Promise((settle) => {
      const task = checked(start(settle));
      forget = hook(signal, () => host.cancel(task));
    });
    forget();
    if (signal?.aborted && startsWith(answer, '!')) throw aborted(signal.reason);
    return checked(answer);
  }

  const toJson = (value) => {
    const text = stringify(value);
    return text === undefined ? 'null' : text;
  };

  // `at` is the peer that every call goes to, or '' when the caller may choose.
  function checkOptions(options, at) {
    const names = keys(options);
    for (let i = 0; i < names.length; i++) {
      if (names[i] !== 'timeout' && names[i] !== 'signal' && names[i] !== 'abortPolicy' && names[i] !== 'peer') {
        throw new TypeError(`unknown call option: ${names[i]} (expected timeout, signal, abortPolicy or peer)`);
      }
    }
    const { timeout, signal, abortPolicy, peer } = options;
    if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
      throw new TypeError(`timeout is a positive number of milliseconds, not ${String(timeout)}`);
    }
    if (signal !== undefined && !(signal instanceof AbortSignal)) {
      throw new TypeError('signal is not an AbortSignal');
    }
    if (abortPolicy !== undefined && abortPolicy !== 'abort-dependents' && abortPolicy !== 'continue-running') {
      throw new TypeError(`unknown abort policy: ${String(abortPolicy)} (expected abort-dependents or continue-running)`);
    }
    if (peer !== undefined) {
      checkPeer('peer', peer);
      if (at !== '' && peer !== at) throw new TypeError(`this calls peer ${at}, not ${peer}`);
    }
    return { timeout: timeout ?? 0, signal, policy: abortPolicy ?? '', peer: peer ?? at };
  }

  function checkPeer(what, id) {
    if (typeof id !== 'string' || id === '') throw new TypeError(`${what} is the id of a peer, not ${typeof id === 'string' ? "''" : String(id)}`);
  }

  async function invokeAt(at, name, input, options = {}) {
    const { timeout, signal, policy, peer } = checkOptions(options, at);
    const text = toJson(input);
    return parse(await hostTask(signal, (settle) => host.invoke(callKey(), String(name), text, timeout, policy, peer, settle)));
  }

  // Items come in batches; the next batch is asked for when the last one is used up.
  function subscribeAt(at, name, input, options = {}) {
    const { timeout, signal, policy, peer } = checkOptions(options, at);
    const text = toJson(input);
    const call = callKey();
    let stream;
    let batch = [];
    let next = 0;
    let ended = false;
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
      stream = checked(host.open(call, String(name), text, timeout, policy, peer));
      ended = false;
      forget = hook(signal, close);
    };

    async function step() {
      if (signal?.aborted) throw aborted(signal.reason);
      if (next < batch.length) return { done: false, value: batch[next++] };
      if (ended) return { done: true, value: undefined };
      if (stream === undefined) open();
      try {
        batch = parse(await hostTask(signal, (settle) => host.take(stream, settle)));
      } catch (error) {
        close();
        throw error;
      }
      next = 0;
      if (batch.length > 0) return { done: false, value: batch[next++] };
      close();
      return { done: true, value: undefined };
    }

    let last = resolve();
    const iterator = {
      [Symbol.asyncIterator]() { return this; },
      next() {
        if (next < batch.length && !signal?.aborted) return resolve({ done: false, value: batch[next++] });
        const result = then(last, step, step);
        last = then(result, () => {}, () => {});
        return result;
      },
      return(value) {
        close();
        return resolve({ done: true, value });
      },
    };
    defineProperty(iterator, Symbol.toStringTag, { value: 'Subscription' });
    return freeze(iterator);
  }

  // Without a peer the operation belongs to the session; with one it is offered to that peer.
  function registerAt(at, spec, handler) {
    if (typeof handler !== 'function') throw new TypeError(`${at === '' ? 'env.register' : 'env.peer(id).register'}(spec, handler): handler is not a function`);
    const streams = handler instanceof AsyncGeneratorFunction;
    const full = { op_type: streams ? 'subscription' : 'query', ...(typeof spec === 'string' ? { name: spec } : spec) };
    const { name, registration, refusal } = parse(host.register(stringify(full), streams, handler, at));
    if (refusal !== undefined) throw new TypeError(refusal);
    const dispose = () => { host.unregister(registration); };
    return freeze({ name, dispose, [Symbol.dispose]: dispose });
  }

  // The operations of this node and its peers, or (`at` is an id) of one peer.
  const operationsOf = (at) => ({
    invoke: (name, input, options) => invokeAt(at, name, input, options),
    subscribe: (name, input, options) => subscribeAt(at, name, input, options),
    register: (spec, handler) => registerAt(at, spec, handler),
    operations: () => parse(checked(host.operations(callKey(), at))),
    describe: (name) => parse(checked(host.describe(callKey(), String(name), at))),
  });

  const { invoke, subscribe, register, operations, describe } = operationsOf('');
  const peers = () => parse(checked(host.peers(callKey())));
  const peer = (id) => {
    checkPeer('env.peer(id): id', id);
    return freeze({ id, ...operationsOf(id) });
  };

  // ops.container.run(input) is env.invoke('container/run', input); a subscription gives its items.
  function operationAt(path) {
    return new Proxy(function () {}, {
      get: (_, key) => (typeof key === 'symbol' || key === 'then' ? undefined : operationAt(path === '' ? key : `${path}/${key}`)),
      set: () => false,
      apply: (_, __, given) => {
        const input = given[0] === undefined ? {} : given[0];
        const at = given[1]?.peer;
        const streams = host.streams(callKey(), path, typeof at === 'string' ? at : '') === true;
        return (streams ? subscribe : invoke)(path, input, given[1]);
      },
    });
  }

  async function sleep(milliseconds, { signal } = {}) {
    if (!(typeof milliseconds === 'number' && milliseconds >= 0)) {
      throw new TypeError(`sleep takes a number of milliseconds, not ${String(milliseconds)}`);
    }
    await hostTask(signal, (settle) => host.sleep(callKey(), milliseconds, settle));
  }

  return freeze({
    env: freeze({ invoke, subscribe, register, operations, describe, peers, peer }),
    ops: operationAt(''),
    sleep,
    toJson,
  });
})
