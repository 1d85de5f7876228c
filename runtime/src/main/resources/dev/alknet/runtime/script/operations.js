// `env` and `ops`: operations as scripts call, follow and register them.
'use strict';

(function (host, callKey, part, { aborted, checked }, { toJson, decoder }, p) {
  const { Promise, Proxy, String, TypeError, clear, freeze, get, parse, set, startsWith, stringify } = p;

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

  // Most calls say nothing about themselves.
  const UNSAID = freeze({ time: () => 0, signal: undefined, policy: '' });
  const checkOptions = (options, at) => (options === undefined ? { ...UNSAID, peer: at } : part('options.js')(options, at, checkPeer));

  function checkPeer(what, id) {
    if (typeof id !== 'string' || id === '') throw new TypeError(`${what} is the id of a peer, not ${typeof id === 'string' ? "''" : String(id)}`);
  }

  async function invokeAt(at, name, input, options) {
    const { time, signal, policy, peer } = checkOptions(options, at);
    const operation = String(name);
    const text = toInput(operation, peer, input);
    const answer = await hostTask(signal, (settle) => host.invoke(callKey(), operation, text, time(), policy, peer, settle));
    return answer.length < 3 ? parse(answer) : toOutput(operation, peer)(answer);
  }

  // What only some sessions do is read when one does.
  const shared = freeze({ hook, hostTask, schemasOf, toInput, toJson, decoder, tolerated, checkOptions, consoles, forget: () => clear(known) });
  const subscribeAt = (at, name, input, options) => part('subscriptions.js')(shared, at, name, input, options);
  const registerAt = (at, spec, handler) => part('registrations.js')(shared, at, spec, handler);

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
