// The built-ins that the host's side of a session relies on, as they were before any user code ran.
//
// `uncurry(f)(object, ...arguments)` calls a method without looking it up on the object. The other
// parts use these, and avoid syntax that looks things up by itself (spreading, for-of over arrays,
// array patterns) where they stand between a script and the host. `kept` is what late.js makes more
// of, for parts that few scripts need.
'use strict';

(function () {
  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const {
    defineProperty, entries, freeze, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf, keys,
  } = Object;

  // What late.js makes more of: [owner, methods, getters, functions of its own]. A list of names in a loop costs a start much
  // less than as many expressions.
  const LATE = [
    ['Array', ['join', 'pop', 'shift', 'slice', 'sort', 'splice'], [], []],
    ['ArrayBuffer', ['transfer'], ['byteLength', 'detached', 'maxByteLength', 'resizable'], ['isView']],
    ['BigInt', ['valueOf'], [], []],
    ['Boolean', ['valueOf'], [], []],
    ['DataView', [], ['buffer', 'byteLength', 'byteOffset'], []],
    ['Date', ['getTime'], [], []],
    ['Map', ['forEach', 'has'], ['size'], []],
    ['Math', [], [], ['floor', 'max', 'trunc']],
    ['Number', ['toString', 'valueOf'], [], []],
    ['Object', [], [], ['create', 'hasOwn']],
    ['RegExp', ['exec'], ['flags', 'source'], []],
    ['Set', ['add', 'delete', 'forEach', 'has'], ['size'], []],
    ['String', [
      'charCodeAt', 'codePointAt', 'indexOf', 'lastIndexOf', 'normalize', 'padEnd', 'padStart', 'repeat', 'replaceAll', 'toLowerCase', 'toWellFormed',
      'trimEnd', 'valueOf',
    ], [], ['fromCharCode', 'fromCodePoint']],
    ['TextDecoder', ['decode'], [], []],
    ['TextEncoder', ['encode'], [], []],
    ['WeakRef', ['deref'], [], []],
    ['performance', [], [], ['now']],
  ];
  const TYPES = [
    'BigInt64Array', 'BigUint64Array', 'EvalError', 'Float32Array', 'Float64Array', 'Int16Array', 'Int32Array', 'Int8Array', 'Iterator', 'RangeError',
    'ReferenceError', 'SyntaxError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8ClampedArray', 'parseInt',
  ];

  const gettersOf = (prototype, names) => {
    const taken = {};
    for (let i = 0; i < names.length; i++) taken[names[i]] = getOwnPropertyDescriptor(prototype, names[i]).get;
    return taken;
  };
  const propertiesOf = (object, names) => {
    const taken = {};
    for (let i = 0; i < names.length; i++) taken[names[i]] = object[names[i]];
    return taken;
  };
  const kept = { types: propertiesOf(globalThis, TYPES) };
  for (let i = 0; i < LATE.length; i++) {
    const type = globalThis[LATE[i][0]];
    kept[LATE[i][0]] = {
      type, methods: propertiesOf(type.prototype, LATE[i][1]), getters: gettersOf(type.prototype, LATE[i][2]), own: propertiesOf(type, LATE[i][3]),
    };
  }
  kept.TypedArray = { getters: gettersOf(getPrototypeOf(Uint8Array.prototype), ['buffer', 'byteLength', 'byteOffset', 'length', Symbol.toStringTag]) };

  return freeze({
    defineProperty, entries, freeze, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf, keys, uncurry, kept,
    objectPrototype: Object.prototype,
    Object, Promise, Error, TypeError, Proxy, String, Symbol, Set, Uint8Array, Map,
    parse: JSON.parse,
    stringify: JSON.stringify,
    now: Date.now,
    isArray: Array.isArray,
    tagOf: uncurry(Object.prototype.toString),
    codeOf: uncurry(Function.prototype.toString),
    apply: Reflect.apply,
    startsWith: uncurry(String.prototype.startsWith),
    includes: uncurry(String.prototype.includes),
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
    clear: uncurry(Map.prototype.clear),
    WeakMap,
    held: uncurry(WeakMap.prototype.get),
    hold: uncurry(WeakMap.prototype.set),
    AsyncContextVariable: AsyncContext.Variable,
    run: uncurry(AsyncContext.Variable.prototype.run),
    current: uncurry(AsyncContext.Variable.prototype.get),
    AsyncGeneratorFunction: getPrototypeOf(async function* () {}).constructor,
    endGenerator: uncurry((async function* () {})().return),
    nextOf: uncurry((async function* () {})().next),
  });
})
