// More of the built-ins as they were before any user code ran, for parts that are read when a script first
// needs them: made of what primordials.js has kept, `p.string.charCodeAt(text, 1)` for example.
'use strict';

(function (p) {
  const { Symbol, kept, uncurry } = p;

  const method = (owner, name) => uncurry(kept[owner].methods[name]);
  const getter = (owner, name) => uncurry(kept[owner].getters[name]);
  const own = (owner, name) => kept[owner].own[name];

  const methods = (owner, names) => {
    const taken = {};
    for (let i = 0; i < names.length; i++) taken[names[i]] = method(owner, names[i]);
    return taken;
  };

  const types = (names) => {
    const taken = {};
    for (let i = 0; i < names.length; i++) taken[names[i]] = kept[names[i]]?.type ?? kept.types[names[i]] ?? p[names[i]];
    return taken;
  };

  return p.freeze({
    ...p,
    ...types([
      'Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Date', 'Number', 'RangeError', 'RegExp', 'TextDecoder', 'TextEncoder', 'WeakRef',
      'parseInt',
    ]),
    errors: types(['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']),
    typedArrays: types([
      'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array',
      'BigInt64Array', 'BigUint64Array',
    ]),
    create: own('Object', 'create'),
    hasOwn: own('Object', 'hasOwn'),
    isView: own('ArrayBuffer', 'isView'),
    char: own('String', 'fromCharCode'),
    fromCodePoint: own('String', 'fromCodePoint'),
    floor: own('Math', 'floor'),
    max: own('Math', 'max'),
    trunc: own('Math', 'trunc'),
    ticks: () => p.apply(own('performance', 'now'), kept.performance.type, []),
    string: methods('String', [
      'charCodeAt', 'codePointAt', 'indexOf', 'lastIndexOf', 'normalize', 'padEnd', 'padStart', 'repeat', 'replaceAll', 'toLowerCase', 'toWellFormed',
      'trimEnd', 'valueOf',
    ]),
    array: methods('Array', ['join', 'pop', 'shift', 'slice', 'sort', 'splice']),
    map: methods('Map', ['forEach', 'has']),
    sets: methods('Set', ['add', 'delete', 'forEach', 'has']),
    date: methods('Date', ['getTime']),
    boxed: { bigint: method('BigInt', 'valueOf'), boolean: method('Boolean', 'valueOf'), number: method('Number', 'valueOf') },
    numberText: method('Number', 'toString'),
    exec: method('RegExp', 'exec'),
    deref: method('WeakRef', 'deref'),
    encodeText: method('TextEncoder', 'encode'),
    decodeText: method('TextDecoder', 'decode'),
    transfer: method('ArrayBuffer', 'transfer'),
    sizeOfMap: getter('Map', 'size'),
    sizeOfSet: getter('Set', 'size'),
    flagsOf: getter('RegExp', 'flags'),
    sourceOf: getter('RegExp', 'source'),
    nameOfArray: getter('TypedArray', Symbol.toStringTag),
    bufferOfArray: getter('TypedArray', 'buffer'),
    offsetOfArray: getter('TypedArray', 'byteOffset'),
    byteLengthOfArray: getter('TypedArray', 'byteLength'),
    lengthOfArray: getter('TypedArray', 'length'),
    bufferOfView: getter('DataView', 'buffer'),
    offsetOfView: getter('DataView', 'byteOffset'),
    lengthOfView: getter('DataView', 'byteLength'),
    lengthOfBuffer: getter('ArrayBuffer', 'byteLength'),
    maxLengthOfBuffer: getter('ArrayBuffer', 'maxByteLength'),
    isResizable: getter('ArrayBuffer', 'resizable'),
    isDetached: getter('ArrayBuffer', 'detached'),
    iterator: Symbol.iterator,
    toStringTag: Symbol.toStringTag,
    iteratorPrototype: kept.types.Iterator.prototype,
  });
})
