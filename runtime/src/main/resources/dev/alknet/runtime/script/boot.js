// Builds what a script finds in its global scope, on top of a few host functions, and answers the
// functions that the host calls (see Guest.java). Runs once in every new context, before any code
// of a user. Values cross to the host as JSON text.
'use strict';

(function boot(host, primordials, makeErrors, makeSignals, makeOperations, makeConsole) {
  const p = primordials();
  const { current, defineProperty, freeze, get, remove, run, set, stringify, parse } = p;

  // Which call the running code belongs to; follows the code through every await.
  const currentCall = new p.AsyncContextVariable({ name: 'call' });
  delete globalThis.AsyncContext;
  const callKey = () => current(currentCall) ?? -1;

  const errors = makeErrors(p);
  const signals = makeSignals(host, errors, p);
  const { env, ops, sleep, toJson } = makeOperations(host, callKey, errors, signals, p);
  const { console, shown } = makeConsole(host, p);
  const { CallError, explain } = errors;
  const { AbortController, AbortSignal, raise } = signals;

  const globals = { env, ops, console, sleep, CallError, AbortController, AbortSignal };
  for (const name of p.keys(globals)) {
    defineProperty(globalThis, name, { value: globals[name], enumerable: false, configurable: false, writable: false });
  }

  const deepFreeze = (value) => {
    if (value !== null && typeof value === 'object') {
      freeze(value);
      const names = p.getOwnPropertyNames(value);
      for (let i = 0; i < names.length; i++) deepFreeze(value[names[i]]);
    }
    return value;
  };

  // The JSON of a value, or undefined for what JSON cannot say (Map, Error, functions, cycles).
  function jsonOf(value) {
    try {
      const data = value === null || typeof value !== 'object' || p.isArray(value)
        || typeof value.toJSON === 'function' || p.tagOf(value) === '[object Object]';
      return data ? stringify(value) : undefined;
    } catch {
      return undefined;
    }
  }

  const finish = (done, value, exitCode) => done(shown(value), jsonOf(value), exitCode);

  // What serves a call: its abort signal and, for a subscription, its generator.
  const serving = new p.Map();

  function begin(key) {
    const controller = new AbortController();
    const service = { controller, context: freeze({ signal: controller.signal }), generator: undefined };
    set(serving, key, service);
    return service;
  }

  const item = async (key, handler, input) => {
    const service = get(serving, key) ?? begin(key);
    service.generator ??= handler(parse(input), service.context);
    const { done, value } = await p.nextOf(service.generator);
    if (done) remove(serving, key);
    return done ? null : toJson(value);
  };

  const answer = async (key, handler, input) => {
    const { context } = begin(key);
    const value = await handler(parse(input), context);
    remove(serving, key);
    return toJson(value);
  };

  const serve = async (key, settle, body) => {
    try {
      settle(await body());
    } catch (error) {
      remove(serving, key);
      settle(null, error, explain(error));
    }
  };

  return freeze({
    importModule: (key, path, input, done, failed) => run(currentCall, key, async () => {
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

    evaluate: (key, code, done, failed) => run(currentCall, key, async () => {
      try {
        finish(done, await code());
      } catch (error) {
        failed(error);
      }
    }),

    serve: (key, handler, input, settle) => run(currentCall, key, serve, key, settle, () => answer(key, handler, input)),

    nextItem: (key, handler, input, settle) => run(currentCall, key, serve, key, settle, () => item(key, handler, input)),

    // The call is over: its handler is told, and its generator ends.
    abortServe: (key) => {
      const service = get(serving, key);
      if (service === undefined) return;
      remove(serving, key);
      raise(service.controller.signal);
      if (service.generator !== undefined) p.then(p.endGenerator(service.generator), () => {}, () => {});
    },

    explain,

    pause: () => { for (let i = 0; i < 1000; i++); },

    members: (path) => {
      const own = (object, name) => p.getOwnPropertyDescriptor(object, name);
      let at = globalThis;
      for (const name of path === '' ? [] : p.split(path, '.')) {
        const object = p.Object(at);
        const found = own(object, name) ?? own(p.Object(p.getPrototypeOf(object) ?? {}), name);
        if (found?.value === null || found?.value === undefined) return '[]';
        at = found.value;
      }
      const names = new Set();
      for (let o = p.Object(at); o !== null && (o !== p.objectPrototype || path === ''); o = p.getPrototypeOf(o)) {
        for (const name of p.getOwnPropertyNames(o)) if (p.matches(/^[A-Za-z_$][\w$]*$/, name)) names.add(name);
      }
      return stringify([...names].sort());
    },
  });
})
