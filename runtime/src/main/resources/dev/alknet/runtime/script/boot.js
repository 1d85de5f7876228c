// Builds what a script finds in its global scope, on top of a few host functions, and answers the
// functions that the host calls (see Guest.java). Runs once in every new context, before any code
// of a user. Values cross to the host as JSON text.
'use strict';

(function boot(host, load, primordials, makeErrors, makeValues, makeOperations, makeConsole, makeLines) {
  const p = primordials();
  const { current, defineProperty, freeze, get, remove, run, set, stringify, parse } = p;

  // Which call the running code belongs to; follows the code through every await.
  const currentCall = new p.AsyncContextVariable({ name: 'call' });
  delete globalThis.AsyncContext;
  delete globalThis.arguments;
  const callKey = () => current(currentCall) ?? -1;
  const inCall = (key, action) => run(currentCall, key, action);

  // What few scripts need is read when the first one asks for it.
  const errors = makeErrors(p);
  const loaded = new p.Map();
  const tools = { host, p: undefined, callKey, inCall, part, checked: errors.checked };

  function part(name) {
    let found = get(loaded, name);
    if (found === undefined) {
      tools.p ??= load('late.js')(p);
      found = load(name)(tools);
      set(loaded, name, found);
    }
    return found;
  }

  if (Symbol.dispose === undefined) {
    defineProperty(Symbol, 'dispose', { value: Symbol('Symbol.dispose') });
    defineProperty(Symbol, 'asyncDispose', { value: Symbol('Symbol.asyncDispose') });
  }

  const values = makeValues(part, p);
  const { env, ops, consoleOf, sleep } = makeOperations(host, callKey, part, errors, values, p);
  const { console, shown } = makeConsole(host, part, errors, p);
  const { follow, keep } = makeLines(consoleOf, p);
  const { CallError, explain } = errors;

  const globals = { env, ops, console, sleep, CallError };
  for (const name of p.keys(globals)) {
    defineProperty(globalThis, name, { value: globals[name], enumerable: false, configurable: false, writable: false });
  }
  defineProperty(performance, 'timeOrigin', { value: Date.now() - performance.now(), enumerable: true });

  // The helpers of the web platform: an accessor each, until it is used or replaced.
  const HELPERS = {
    'signals.js': ['AbortController', 'AbortSignal'],
    'timers.js': ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'queueMicrotask'],
    'clone.js': ['structuredClone'],
    'url.js': ['URL'],
    'url-params.js': ['URLSearchParams'],
    'crypto.js': ['crypto'],
    'text.js': ['atob', 'btoa'],
    'exception.js': ['DOMException'],
  };
  const getters = new p.Map();

  for (const file of p.keys(HELPERS)) {
    for (const name of HELPERS[file]) {
      const own = (value) => defineProperty(globalThis, name, { value, enumerable: false, configurable: true, writable: true });
      const found = () => {
        const value = part(file)[name];
        own(value);
        return value;
      };
      set(getters, found, name);
      defineProperty(globalThis, name, { get: found, set: own, enumerable: false, configurable: true });
    }
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
      return data ? values.cross(value) : undefined;
    } catch {
      return undefined;
    }
  }

  const finish = (done, value, exitCode) => done(shown(value), jsonOf(value), exitCode);

  // The names behind a dotted path, as JSON; runs no getters but our own.
  function namesOf(start, path, all) {
    const own = (object, name) => p.getOwnPropertyDescriptor(object, name);
    let at = start;
    for (const name of path === '' ? [] : p.split(path, '.')) {
      const object = p.Object(at);
      const found = own(object, name) ?? own(p.Object(p.getPrototypeOf(object) ?? {}), name);
      at = get(getters, found?.get) === name ? found.get() : found?.value;
      if (at === null || at === undefined) return '[]';
    }
    if (at === null || at === undefined) return '[]';
    const names = new Set();
    for (let o = p.Object(at); o !== null && (o !== p.objectPrototype || all); o = p.getPrototypeOf(o)) {
      for (const name of p.getOwnPropertyNames(o)) if (p.matches(/^[A-Za-z_$][\w$]*$/, name)) names.add(name);
    }
    return stringify([...names].sort());
  }

  // What serves a call: its abort signal and, for a subscription, its generator.
  const serving = new p.Map();

  function begin(key) {
    const controller = new (part('signals.js').AbortController)();
    const service = { controller, context: freeze({ signal: controller.signal }), generator: undefined };
    set(serving, key, service);
    return service;
  }

  const item = async (key, { handler, read, write }, input) => {
    const service = get(serving, key) ?? begin(key);
    service.generator ??= handler(read(parse(input)), service.context);
    const { done, value } = await p.nextOf(service.generator);
    if (done) remove(serving, key);
    return done ? null : write(value);
  };

  const answer = async (key, { handler, read, write }, input) => {
    const { context } = begin(key);
    const value = await handler(read(parse(input)), context);
    remove(serving, key);
    return write(value);
  };

  const serve = async (key, settle, body) => {
    try {
      settle(await body());
    } catch (error) {
      remove(serving, key);
      settle(null, error, explain(error));
    }
  };

  // What an async generator yields on its way to its result is progress.
  async function resultOf(generator, progress) {
    for (;;) {
      const { done, value } = await p.nextOf(generator);
      if (done) return value;
      progress(values.cross(value));
    }
  }

  return freeze({
    importModule: (key, path, input, done, failed, progress) => run(currentCall, key, async () => {
      defineProperty(globalThis, 'input', { value: deepFreeze(parse(input)), configurable: true });
      try {
        const module = await import(path);
        const result = module.default;
        const value = await (typeof result === 'function' ? result(globalThis.input) : result);
        finish(done, result instanceof p.AsyncGeneratorFunction ? await resultOf(value, progress) : value, module.exitCode);
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

    evaluateLine: (key, code, place, done, failed, item) => run(currentCall, key, async () => {
      try {
        const value = await code();
        const followed = await follow(value, (items) => item(shown(items), jsonOf(items)), item);
        if (!followed) keep(value, place);
        finish(done, followed ? undefined : value);
      } catch (error) {
        failed(error);
      }
    }),

    serve: (key, handler, input, settle) => run(currentCall, key, serve, key, settle, () => answer(key, handler, input)),

    nextItem: (key, handler, input, settle) => run(currentCall, key, serve, key, settle, () => item(key, handler, input)),

    // The call is over: its timers end, its handler is told and its generator ends, unless no code of it may go on.
    abortServe: (key, gone) => {
      get(loaded, 'timers.js')?.endAll(key);
      const service = get(serving, key);
      if (service === undefined) return;
      remove(serving, key);
      if (gone) return;
      part('signals.js').raise(service.controller.signal);
      if (service.generator !== undefined) p.then(p.endGenerator(service.generator), () => {}, () => {});
    },

    explain,

    pause: () => { for (let i = 0; i < 1000; i++); },

    members: (path) => namesOf(globalThis, path, path === ''),

    membersOf: (start, path) => namesOf(start, path, false),
  });
})
