// The built-ins that the host's side of a session relies on, as they were before any user code ran.
//
// `uncurry(f)(object, ...arguments)` calls a method without looking it up on the object. The other
// parts use these, and avoid syntax that looks things up by itself (spreading, for-of over arrays,
// array patterns) where they stand between a script and the host.
'use strict';

(function () {
  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const {
    defineProperty, entries, freeze, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf, keys,
  } = Object;

  return freeze({
    defineProperty, entries, freeze, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf, keys,
    objectPrototype: Object.prototype,
    Object, Promise, Error, TypeError, Proxy, String, Set,
    parse: JSON.parse,
    stringify: JSON.stringify,
    isArray: Array.isArray,
    tagOf: uncurry(Object.prototype.toString),
    apply: Reflect.apply,
    startsWith: uncurry(String.prototype.startsWith),
    slice: uncurry(String.prototype.slice),
    split: uncurry(String.prototype.split),
    matches: uncurry(RegExp.prototype.test),
    push: uncurry(Array.prototype.push),
    filter: uncurry(Array.prototype.filter),
    then: uncurry(Promise.prototype.then),
    resolve: Promise.resolve.bind(Promise),
    reject: Promise.reject.bind(Promise),
    get: uncurry(Map.prototype.get),
    set: uncurry(Map.prototype.set),
    remove: uncurry(Map.prototype.delete),
    Map,
    AsyncContextVariable: AsyncContext.Variable,
    run: uncurry(AsyncContext.Variable.prototype.run),
    current: uncurry(AsyncContext.Variable.prototype.get),
    AsyncGeneratorFunction: getPrototypeOf(async function* () {}).constructor,
    endGenerator: uncurry((async function* () {})().return),
    nextOf: uncurry((async function* () {})().next),
  });
})
