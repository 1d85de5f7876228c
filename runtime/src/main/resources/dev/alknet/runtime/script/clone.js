// structuredClone (HTML §2.7): a deep copy of what is data, with its cycles; a DataCloneError for what is not.
'use strict';

(function ({ p, part }) {
  const {
    Array, ArrayBuffer, DataView, Date, Error, Map, Object, RegExp, Set, TypeError, Uint8Array, boxed, date, defineProperty,
    get, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, isView, keys, map, nameOfArray, objectPrototype, push, set, sets, string, tagOf,
  } = p;
  const ERRORS = p.errors;
  const ARRAYS = p.typedArrays;

  function refuse(what) {
    const DOMException = part('exception.js').DOMException;
    throw new DOMException(`${what} could not be cloned.`, 'DataCloneError');
  }

  // The answer of a method that only works on its own kind of object, or undefined.
  function own(method, value) {
    try {
      return method(value);
    } catch {
      return undefined;
    }
  }

  const setOwn = (object, key, value) => defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });

  function fill(copy, value, memory) {
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      if (hasOwn(value, names[i])) setOwn(copy, names[i], clone(value[names[i]], memory));
    }
    return copy;
  }

  function remember(memory, value, copy) {
    set(memory, value, copy);
    return copy;
  }

  function cloneBuffer(buffer, memory) {
    const known = get(memory, buffer);
    if (known !== undefined) return known;
    if (p.isDetached(buffer)) refuse('A detached ArrayBuffer');
    const copy = p.isResizable(buffer)
      ? new ArrayBuffer(p.lengthOfBuffer(buffer), { maxByteLength: p.maxLengthOfBuffer(buffer) })
      : new ArrayBuffer(p.lengthOfBuffer(buffer));
    const target = new Uint8Array(copy);
    const source = new Uint8Array(buffer);
    for (let i = 0; i < target.length; i++) target[i] = source[i];
    return remember(memory, buffer, copy);
  }

  function cloneView(value, memory) {
    const name = nameOfArray(value);
    if (name === undefined) {
      return remember(memory, value, new DataView(cloneBuffer(p.bufferOfView(value), memory), p.offsetOfView(value), p.lengthOfView(value)));
    }
    const buffer = cloneBuffer(p.bufferOfArray(value), memory);
    if (!hasOwn(ARRAYS, name)) refuse(`A ${name}`);
    return remember(memory, value, new ARRAYS[name](buffer, p.offsetOfArray(value), p.lengthOfArray(value)));
  }

  function cloneError(value, memory) {
    const name = value.name === undefined ? 'Error' : `${value.name}`;
    const error = remember(memory, value, new (hasOwn(ERRORS, name) ? ERRORS[name] : Error)());
    const hidden = (key, content) => defineProperty(error, key, { value: content, configurable: true, enumerable: false, writable: true });
    const message = getOwnPropertyDescriptor(value, 'message');
    if (message !== undefined && 'value' in message) hidden('message', `${message.value}`);
    if (typeof value.stack === 'string') hidden('stack', value.stack);
    const cause = getOwnPropertyDescriptor(value, 'cause');
    if (cause !== undefined && 'value' in cause) hidden('cause', clone(cause.value, memory));
    return error;
  }

  // Objects whose kind their prototype does not tell.
  function cloneSpecial(value, memory) {
    const boolean = own(boxed.boolean, value);
    if (boolean !== undefined) return remember(memory, value, Object(boolean));
    const number = own(boxed.number, value);
    if (number !== undefined) return remember(memory, value, Object(number));
    const bigint = own(boxed.bigint, value);
    if (bigint !== undefined) return remember(memory, value, Object(bigint));
    const text = own(string.valueOf, value);
    if (text !== undefined) return remember(memory, value, Object(text));
    const time = own(date.getTime, value);
    if (time !== undefined) return remember(memory, value, new Date(time));
    if (own(p.lengthOfBuffer, value) !== undefined) return cloneBuffer(value, memory);
    if (own(p.sizeOfMap, value) !== undefined) {
      const entries = [];
      map.forEach(value, (content, key) => { push(entries, key, content); });
      const copy = remember(memory, value, new Map());
      for (let i = 0; i < entries.length; i += 2) set(copy, clone(entries[i], memory), clone(entries[i + 1], memory));
      return copy;
    }
    if (own(p.sizeOfSet, value) !== undefined) {
      const members = [];
      sets.forEach(value, (member) => { push(members, member); });
      const copy = remember(memory, value, new Set());
      for (let i = 0; i < members.length; i++) sets.add(copy, clone(members[i], memory));
      return copy;
    }
    const source = value === RegExp.prototype ? undefined : own(p.sourceOf, value);
    if (source !== undefined) return remember(memory, value, new RegExp(source, p.flagsOf(value)));
    const tag = tagOf(value);
    if (tag === '[object Error]' || value instanceof Error) return cloneError(value, memory);
    if (REFUSED[tag] === true) refuse(`#<${p.slice(tag, 8, -1)}>`);
    return fill(remember(memory, value, {}), value, memory);
  }

  const REFUSED = {
    __proto__: null, '[object WeakMap]': true, '[object WeakSet]': true, '[object WeakRef]': true, '[object Promise]': true, '[object Generator]': true,
    '[object AsyncGenerator]': true, '[object URL]': true, '[object URLSearchParams]': true, '[object AbortController]': true, '[object AbortSignal]': true,
    '[object Subscription]': true, '[object Symbol]': true,
  };

  function clone(value, memory) {
    if (typeof value === 'symbol') refuse(p.String(value));
    if (typeof value === 'function') refuse(value.name === '' ? 'A function' : `The function ${value.name}`);
    if (value === null || typeof value !== 'object') return value;
    const known = get(memory, value);
    if (known !== undefined) return known;
    if (isArray(value)) {
      const copy = new Array(value.length);
      return fill(remember(memory, value, copy), value, memory);
    }
    if (isView(value)) return cloneView(value, memory);
    const prototype = getPrototypeOf(value);
    return prototype === objectPrototype || prototype === null ? plain(value, memory) : cloneSpecial(value, memory);
  }

  const plain = (value, memory) => (p.toStringTag in value ? cloneSpecial(value, memory) : fill(remember(memory, value, {}), value, memory));

  function structuredClone(value, options = {}) {
    if (arguments.length === 0) throw new TypeError('structuredClone takes a value');
    const memory = new Map();
    const moved = [];
    const wanted = options?.transfer ?? [];
    for (const buffer of wanted) {
      if (own(p.lengthOfBuffer, buffer) === undefined || map.has(memory, buffer)) refuse('A value of transfer that is no ArrayBuffer, or is named twice,');
      if (p.isDetached(buffer)) refuse('A detached ArrayBuffer');
      push(moved, buffer);
      set(memory, buffer, buffer);
    }
    // What is transferred is copied with the rest and detached afterwards, so that a refusal leaves it as it was.
    for (let i = 0; i < moved.length; i++) p.remove(memory, moved[i]);
    const copy = clone(value, memory);
    for (let i = 0; i < moved.length; i++) p.transfer(moved[i]);
    return copy;
  }

  return { structuredClone };
})
