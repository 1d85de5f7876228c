// Builds what a script finds in its global scope, on top of a few host functions, and answers the
// functions that the host calls (see Guest.java). Runs once in every new context, before any code
// of a user. Values cross to the host as JSON text.
'use strict';

(function boot(host, load, primordials, makeErrors, makeValues, makeOperations, makeConsole, makeLines) {
  const p = primordials();
  const { current, defineProperty, freeze, get, run, set, parse } = p;

  // Which call the running code belongs to; follows the code through every await.
  const currentCall = new p.AsyncContextVariable({ name: 'call' });
  delete globalThis.AsyncContext;
  delete globalThis.arguments;
  const callKey = () => current(currentCall) ?? -1;
  const inCall = (key, action) => run(currentCall, key, action);

  // What few scripts need is read when the first one asks for it.
  const errors = makeErrors(p);
  const loaded = new p.Map();
  const tools = { host, p: undefined, callKey, inCall, part, checked: errors.checked, aborted: errors.aborted, explain: errors.explain };

  function part(name) {
    let found = get(loaded, name);
    if (found === undefined) {
      tools.p ??= errors.checked(load('late.js'))(p);
      found = errors.checked(load(name))(tools);
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

    serve: (key, handler, input, settle) => run(currentCall, key, part('serving.js').answer, key, handler, input, settle),

    nextItem: (key, handler, input, settle) => run(currentCall, key, part('serving.js').item, key, handler, input, settle),

    // The call is over: its timers end too; `gone` when no code of it may go on.
    abortServe: (key, gone) => {
      get(loaded, 'timers.js')?.endAll(key);
      get(loaded, 'serving.js')?.end(key, gone);
    },

    explain,

    pause: () => { for (let i = 0; i < 1000; i++); },

    members: (path) => part('members.js')(getters, globalThis, path, path === ''),

    membersOf: (start, path) => part('members.js')(getters, start, path, false),
  });
})
