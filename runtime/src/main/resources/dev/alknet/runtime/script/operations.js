// `env` and `ops`: operations as scripts call, follow and register them.
'use strict';

(function (host, callKey, part, { aborted, checked }, { toJson, decoder }, p) {
  const {
    AsyncGeneratorFunction, Promise, Proxy, String, TypeError, clear, defineProperty, freeze, get, keys, parse, push, resolve, set,
    startsWith, stringify, then,
  } = p;

  // What a console asks of a subscription.
  const consoles = new p.WeakMap();

  const hook = (signal, action) => (signal === undefined ? () => {} : part('signals.js').hook(signal, action));

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

  // What the schemas of an operation say of bytes: `{decode, input}`. Kept by operation, for as long as
  // this session registers nothing: that an answer holds bytes must not cost a question every time.
  const known = new p.Map();
  const tolerated = (text) => text;

  function schemasOf(name, at, describe) {
    const key = at === '' ? name : `${at}\n${name}`;
    let found = get(known, key);
    if (found === undefined) {
      const text = describe(host.describe(callKey(), name, at));
      if (startsWith(text, '!')) return {};
      found = {};
      if (p.includes(text, '"contentEncoding"')) {
        const { input_schema, output_schema } = parse(text);
        found = { input: stringify(input_schema), decode: decoder(stringify(output_schema)) };
      }
      set(known, key, found);
    }
    return found;
  }

  // Bytes for an operation that cannot be called are no mistake of their place.
  const toInput = (name, at, value) => toJson(value, { path: 'input', name }, () => schemasOf(name, at, checked).input);

  // Answers what makes values of the operation's answers, bytes among them.
  function toOutput(name, at) {
    const { decode } = schemasOf(name, at, tolerated);
    return decode === undefined ? parse : (text) => decode(parse(text));
  }

  // `at` is the peer that every call goes to, or '' when the caller may choose.
  function checkOptions(options, at) {
    const names = keys(options);
    for (let i = 0; i < names.length; i++) {
      if (names[i] !== 'timeout' && names[i] !== 'deadline' && names[i] !== 'signal' && names[i] !== 'abortPolicy' && names[i] !== 'peer') {
        throw new TypeError(`unknown call option: ${names[i]} (expected timeout, deadline, signal, abortPolicy or peer)`);
      }
    }
    const { timeout, deadline, signal, abortPolicy, peer } = options;
    if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
      throw new TypeError(`timeout is a positive number of milliseconds, not ${String(timeout)}`);
    }
    if (deadline !== undefined && !(typeof deadline === 'number' && deadline === deadline)) {
      throw new TypeError(`deadline is a time as Date.now() counts it, not ${String(deadline)}`);
    }
    if (signal !== undefined && !part('signals.js').isSignal(signal)) {
      throw new TypeError('signal is not an AbortSignal');
    }
    if (abortPolicy !== undefined && abortPolicy !== 'abort-dependents' && abortPolicy !== 'continue-running') {
      throw new TypeError(`unknown abort policy: ${String(abortPolicy)} (expected abort-dependents or continue-running)`);
    }
    if (peer !== undefined) {
      checkPeer('peer', peer);
      if (at !== '' && peer !== at) throw new TypeError(`this calls peer ${at}, not ${peer}`);
    }
    return { time: () => timeLeft(timeout, deadline), signal, policy: abortPolicy ?? '', peer: peer ?? at };
  }

  // How many milliseconds a call has that starts now, 0 for no limit of its own; none are left after the deadline.
  function timeLeft(timeout, deadline) {
    if (deadline === undefined) return timeout ?? 0;
    const left = deadline - p.now();
    if (left <= 0) checked('!{"code":"TIMEOUT","message":"request timed out","retryable":true}');
    return timeout < left ? timeout : left;
  }

  function checkPeer(what, id) {
    if (typeof id !== 'string' || id === '') throw new TypeError(`${what} is the id of a peer, not ${typeof id === 'string' ? "''" : String(id)}`);
  }

  async function invokeAt(at, name, input, options = {}) {
    const { time, signal, policy, peer } = checkOptions(options, at);
    const operation = String(name);
    const text = toInput(operation, peer, input);
    const answer = await hostTask(signal, (settle) => host.invoke(callKey(), operation, text, time(), policy, peer, settle));
    return answer.length < 3 ? parse(answer) : toOutput(operation, peer)(answer);
  }

  // Items come in batches; the next batch is asked for when the last one is used up.
  function subscribeAt(at, name, input, options = {}) {
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
    // nothing is done, where some have become values already.
    const show = async (sink) => {
      if (stream === undefined && !ended) open();
      if (batch.length > 0 || ended) return false;
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
  }

  // Without a peer the operation belongs to the session; with one it is offered to that peer.
  function registerAt(at, spec, handler) {
    if (typeof handler !== 'function') throw new TypeError(`${at === '' ? 'env.register' : 'env.peer(id).register'}(spec, handler): handler is not a function`);
    const streams = handler instanceof AsyncGeneratorFunction;
    const full = { op_type: streams ? 'subscription' : 'query', ...(typeof spec === 'string' ? { name: spec } : spec) };
    const served = {
      handler,
      read: decoder(stringify(full.input_schema)) ?? ((input) => input),
      write: (output) => toJson(output, { path: 'output', name: full.name }, () => stringify(full.output_schema)),
    };
    const description = stringify({ ...full, '#handler': p.sourceOf(handler) });
    const { name, registration, refusal } = parse(checked(host.register(description, streams, freeze(served), at)));
    if (refusal !== undefined) throw new TypeError(refusal);
    clear(known);
    const dispose = () => {
      clear(known);
      checked(host.unregister(registration));
    };
    return freeze({ name, dispose, [Symbol.dispose]: dispose });
  }

  // The operations of this node and its peers, or (`at` is an id) of one peer.
  const operationsOf = (at) => ({
    invoke: (name, input, options) => invokeAt(at, name, input, options),
    subscribe: (name, input, options) => subscribeAt(at, name, input, options),
    register: (spec, handler) => registerAt(at, spec, handler),
    batch: (calls, options) => part('batch.js')(at, invokeAt, calls, options),
    operations: () => parse(checked(host.operations(callKey(), at))),
    describe: (name) => parse(checked(host.describe(callKey(), String(name), at))),
  });

  const own = operationsOf('');
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
        const streams = host.streams(callKey(), path, typeof at === 'string' ? at : '');
        if (streams === '!') checked(streams); // any other refusal is that of the call, and its promise has it
        return (streams === true ? own.subscribe : own.invoke)(path, input, given[1]);
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
    env: freeze({ ...own, peers, peer }),
    ops: operationAt(''),
    consoleOf: (value) => p.held(consoles, value),
    sleep,
  });
})
