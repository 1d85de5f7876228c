// Builds what a script finds in its global scope, on top of a few host functions.
//
// Runs once in every new context, before any code of a user, and keeps its own references to the
// primordials, so that a script that changes them changes nothing here. Values cross to the host
// as JSON text. The host calls the functions that this script answers with; see Guest.java.
(function boot(host) {
  'use strict';

  const { parse, stringify } = JSON;
  const { freeze, defineProperty, getPrototypeOf, getOwnPropertyNames, getOwnPropertyDescriptor } = Object;
  const tagOf = Function.prototype.call.bind(Object.prototype.toString);
  const AsyncGeneratorFunction = getPrototypeOf(async function* () {}).constructor;
  const promiseThen = Function.prototype.call.bind(Promise.prototype.then);
  const resolved = Promise.resolve.bind(Promise);

  // Which call the running code belongs to; follows the code through every await.
  const currentCall = new AsyncContext.Variable({ name: 'call' });
  delete globalThis.AsyncContext;
  const callKey = () => currentCall.get() ?? -1;

  // ---- failures

  class CallError extends Error {
    constructor({ code, message, retryable = false, details }, options) {
      super(message, options);
      this.code = code;
      this.retryable = retryable;
      if (details !== undefined) this.details = details;
    }
  }
  defineProperty(CallError.prototype, 'name', { value: 'CallError', configurable: true, writable: true });

  // The host answers `!` and the JSON of an error when it refuses or when something failed.
  const checked = (answer) => {
    if (typeof answer === 'string' && answer.startsWith('!')) throw new CallError(parse(answer.slice(1)));
    return answer;
  };
  const aborted = (reason) =>
    new CallError({ code: 'ABORTED', message: 'the call was aborted' }, { cause: reason });

  // ---- abort signals

  class AbortSignal {
    #listeners = [];
    #reason;
    aborted = false;
    onabort = null;

    get reason() { return this.#reason; }

    addEventListener(type, listener) {
      if (type === 'abort' && typeof listener === 'function') this.#listeners.push(listener);
    }

    removeEventListener(type, listener) {
      if (type === 'abort') this.#listeners = this.#listeners.filter((l) => l !== listener);
    }

    throwIfAborted() {
      if (this.aborted) throw this.#reason;
    }

    static raise(signal, reason) {
      if (signal.aborted) return;
      signal.aborted = true;
      signal.#reason = reason ?? aborted();
      const event = freeze({ type: 'abort', target: signal });
      for (const listener of [signal.onabort, ...signal.#listeners]) {
        if (typeof listener === 'function') listener.call(signal, event);
      }
      signal.#listeners = [];
    }

    static abort(reason) {
      const signal = new AbortSignal();
      raise(signal, reason);
      return signal;
    }

    static timeout(milliseconds) {
      const signal = new AbortSignal();
      const waiting = sleep(milliseconds);
      waiting.then(() => raise(signal, new CallError({ code: 'TIMEOUT', message: 'signal timed out', retryable: true })), () => {});
      return signal;
    }

    static any(signals) {
      const both = new AbortSignal();
      for (const signal of signals) {
        if (signal.aborted) raise(both, signal.reason);
        else signal.addEventListener('abort', () => raise(both, signal.reason));
      }
      return both;
    }
  }
  const raise = AbortSignal.raise;
  delete AbortSignal.raise;

  class AbortController {
    signal = new AbortSignal();
    abort(reason) { raise(this.signal, reason); }
  }

  // Starts a host task and answers a promise of it; `signal` cancels the task.
  async function hostTask(signal, start) {
    if (signal?.aborted) throw aborted(signal.reason);
    let task;
    const cancel = () => host.cancel(task);
    const answer = await new Promise((settle) => {
      task = checked(start(settle));
      signal?.addEventListener('abort', cancel);
    });
    signal?.removeEventListener('abort', cancel);
    if (answer.startsWith('!') && signal?.aborted) throw aborted(signal.reason);
    return checked(answer);
  }

  // ---- operations

  const toJson = (value) => {
    const text = stringify(value);
    return text === undefined ? 'null' : text;
  };

  function checkOptions(options) {
    for (const name in options) {
      if (name !== 'timeout' && name !== 'signal' && name !== 'abortPolicy') {
        throw new TypeError(`unknown call option: ${name} (expected timeout, signal or abortPolicy)`);
      }
    }
    const { timeout, signal, abortPolicy } = options;
    if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
      throw new TypeError(`timeout is a positive number of milliseconds, not ${String(timeout)}`);
    }
    if (signal !== undefined && !(signal instanceof AbortSignal)) {
      throw new TypeError('signal is not an AbortSignal');
    }
    if (abortPolicy !== undefined && abortPolicy !== 'abort-dependents' && abortPolicy !== 'continue-running') {
      throw new TypeError(`unknown abort policy: ${String(abortPolicy)} (expected abort-dependents or continue-running)`);
    }
    return { timeout: timeout ?? 0, signal, policy: abortPolicy ?? '' };
  }

  async function invoke(name, input, options = {}) {
    const { timeout, signal, policy } = checkOptions(options);
    const text = toJson(input);
    const answer = await hostTask(signal, (settle) => host.invoke(callKey(), String(name), text, timeout, policy, settle));
    return parse(answer);
  }

  // Items come in batches; the next batch is asked for when the last one is used up.
  function subscribe(name, input, options = {}) {
    const { timeout, signal, policy } = checkOptions(options);
    const text = toJson(input);
    const call = callKey();
    let stream;
    let batch = [];
    let at = 0;
    let ended = false;

    const close = () => {
      if (!ended && stream !== undefined) host.close(stream);
      ended = true;
      batch = [];
      at = 0;
    };

    async function pull() {
      if (signal?.aborted) {
        close();
        throw aborted(signal.reason);
      }
      if (stream === undefined) {
        ended = true;
        stream = checked(host.open(call, String(name), text, timeout, policy));
        ended = false;
      }
      let answer;
      try {
        answer = await hostTask(signal, (settle) => host.take(stream, settle));
      } catch (error) {
        close();
        throw error;
      }
      batch = parse(answer);
      at = 0;
      if (batch.length === 0) {
        ended = true;
        return { done: true, value: undefined };
      }
      return { done: false, value: batch[at++] };
    }

    let last = resolved();
    const iterator = {
      [Symbol.asyncIterator]() { return this; },
      next() {
        if (at < batch.length) return resolved({ done: false, value: batch[at++] });
        const step = () => {
          if (at < batch.length) return { done: false, value: batch[at++] };
          return ended ? { done: true, value: undefined } : pull();
        };
        const result = last.then(step, step);
        last = result.catch(() => {});
        return result;
      },
      return(value) {
        close();
        return resolved({ done: true, value });
      },
    };
    defineProperty(iterator, Symbol.toStringTag, { value: 'Subscription' });
    return freeze(iterator);
  }

  function register(spec, handler) {
    if (typeof handler !== 'function') throw new TypeError('env.register(spec, handler): handler is not a function');
    const streams = handler instanceof AsyncGeneratorFunction;
    const full = { op_type: streams ? 'subscription' : 'query', ...(typeof spec === 'string' ? { name: spec } : spec) };
    const refusal = host.register(callKey(), stringify(full), streams, handler);
    if (refusal !== null) throw new TypeError(refusal);
    const name = String(full.name).replace(/^\//, '');
    const dispose = () => { host.unregister(name); };
    return freeze({ name, dispose, [Symbol.dispose]: dispose });
  }

  const operations = () => parse(checked(host.operations(callKey())));
  const describe = (name) => parse(checked(host.describe(callKey(), String(name))));

  const env = freeze({ invoke, subscribe, register, operations, describe });

  // ops.container.run(input) is env.invoke('container/run', input); a subscription gives its items.
  function operationAt(path) {
    return new Proxy(function () {}, {
      get: (_, key) => (typeof key === 'symbol' || key === 'then' ? undefined : operationAt(path === '' ? key : `${path}/${key}`)),
      set: () => false,
      apply: (_, __, [input, options]) => (describe(path).op_type === 'subscription' ? subscribe : invoke)(path, input ?? {}, options),
    });
  }

  // ---- time and console

  async function sleep(milliseconds, { signal } = {}) {
    if (!(typeof milliseconds === 'number' && milliseconds >= 0)) {
      throw new TypeError(`sleep takes a number of milliseconds, not ${String(milliseconds)}`);
    }
    await hostTask(signal, (settle) => host.sleep(callKey(), milliseconds, settle));
  }

  function table(rows) {
    const entries = rows !== null && typeof rows === 'object' ? Object.entries(rows) : [];
    const scalar = (v) => v === null || typeof v !== 'object';
    const columns = [...new Set(entries.flatMap(([, row]) => (scalar(row) ? ['value'] : Object.keys(row))))];
    if (columns.length === 0) return host.print('log', [rows]);
    const cell = (v) => (v === undefined ? '' : typeof v === 'string' ? v : stringify(v) ?? String(v));
    const lines = [columns, ...entries.map(([, row]) => columns.map((c) => cell(scalar(row) ? row : row[c])))];
    const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
    const numeric = columns.map((_, i) => lines.slice(1).every((line) => /^-?[\d.]*$/.test(line[i])));
    const draw = (line) => line.map((c, i) => (numeric[i] ? c.padStart(widths[i]) : c.padEnd(widths[i]))).join('  ').trimEnd();
    const rule = widths.map((w) => '─'.repeat(w)).join('  ');
    host.print('log', [[draw(lines[0]), rule, ...lines.slice(1).map(draw)].join('\n')]);
  }

  // The host would show numbers its own way (1.0E21).
  const shown = (value) => (typeof value === 'number' ? String(value) : value);

  const console = { table };
  for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
    console[level] = (...values) => { host.print(level, values.map(shown)); };
  }

  const globals = { env, ops: operationAt(''), console: freeze(console), sleep, CallError, AbortController, AbortSignal };
  for (const [name, value] of Object.entries(globals)) {
    defineProperty(globalThis, name, { value, enumerable: false, configurable: false, writable: false });
  }

  // ---- what the host calls

  const deepFreeze = (value) => {
    if (value !== null && typeof value === 'object') {
      freeze(value);
      for (const name of getOwnPropertyNames(value)) deepFreeze(value[name]);
    }
    return value;
  };

  // The JSON of a value, or undefined for what JSON cannot say (Map, Error, functions, cycles).
  function jsonOf(value) {
    const data = value === null || typeof value !== 'object' || Array.isArray(value)
      || typeof value.toJSON === 'function' || tagOf(value) === '[object Object]';
    try {
      return data ? stringify(value) : undefined;
    } catch {
      return undefined;
    }
  }

  const finish = (done, value, exitCode) => done(shown(value), jsonOf(value), exitCode);

  // Failures of calls keep their code; anything else a handler throws has only its words.
  const explain = (error) => (error instanceof CallError
    ? { code: error.code, message: error.message, retryable: error.retryable, details: error.details }
    : { message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });

  const signals = new Map();

  async function serveOnce(key, handler, input, signal, settle) {
    try {
      settle(toJson(await handler(parse(input), freeze({ signal }))));
    } catch (error) {
      settle(null, error, stringify(explain(error)));
    } finally {
      signals.delete(key);
    }
  }

  return freeze({
    importModule: (key, path, input, done, failed) => currentCall.run(key, async () => {
      defineProperty(globalThis, 'input', { value: deepFreeze(parse(input)), configurable: true });
      try {
        const module = await import(path);
        const result = module.default;
        const value = await (typeof result === 'function' ? result(globalThis.input) : result);
        finish(done, value, module.exitCode);
      } catch (error) {
        failed(error);
      }
    }),

    evaluate: (key, run, done, failed) => currentCall.run(key, async () => {
      try {
        finish(done, await run());
      } catch (error) {
        failed(error);
      }
    }),

    serve: (key, handler, input, settle) => {
      const controller = new AbortController();
      signals.set(key, controller);
      currentCall.run(key, serveOnce, key, handler, input, controller.signal, settle);
    },

    serveStream: (key, handler, input) => {
      const controller = new AbortController();
      signals.set(key, controller);
      return currentCall.run(key, () => handler(parse(input), freeze({ signal: controller.signal })));
    },

    nextItem: (key, generator, settle) => currentCall.run(key, async () => {
      try {
        const { done, value } = await generator.next();
        if (done) signals.delete(key);
        settle(done ? null : toJson(value));
      } catch (error) {
        signals.delete(key);
        settle(null, error, stringify(explain(error)));
      }
    }),

    abortServe: (key, generator) => {
      const controller = signals.get(key);
      signals.delete(key);
      if (controller !== undefined) controller.abort();
      if (generator !== undefined && generator !== null) promiseThen(generator.return(), () => {}, () => {});
    },

    explain: (error) => stringify(explain(error)),

    pause: () => { for (let i = 0; i < 1000; i++); },

    members: (path) => {
      let at = globalThis;
      for (const name of path === '' ? [] : path.split('.')) {
        const found = getOwnPropertyDescriptor(Object(at), name)
          ?? getOwnPropertyDescriptor(Object(getPrototypeOf(Object(at)) ?? {}), name);
        if (found === undefined || !('value' in found) || found.value === null || found.value === undefined) return '[]';
        at = found.value;
      }
      const names = new Set();
      for (let o = Object(at); o !== null && (o !== Object.prototype || path === ''); o = getPrototypeOf(o)) {
        for (const name of getOwnPropertyNames(o)) if (/^[A-Za-z_$][\w$]*$/.test(name)) names.add(name);
      }
      return stringify([...names].sort());
    },
  });
})
