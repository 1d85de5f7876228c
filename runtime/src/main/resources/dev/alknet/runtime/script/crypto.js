// `crypto`: random numbers of the host's secure source (Web Cryptography §10.1). Nothing else of that API.
'use strict';

(function ({ host, p, part, checked }) {
  const { TypeError, freeze, nameOfArray, slice } = p;
  const INTEGERS = {
    __proto__: null, Int8Array: 1, Uint8Array: 1, Uint8ClampedArray: 1, Int16Array: 1, Uint16Array: 1, Int32Array: 1, Uint32Array: 1,
    BigInt64Array: 1, BigUint64Array: 1,
  };

  const randomHex = (count) => checked(host.random(count));

  const crypto = {
    getRandomValues(array) {
      const DOMException = part('exception.js').DOMException;
      const name = array !== null && typeof array === 'object' ? nameOfArray(array) : undefined;
      if (name === undefined && !p.isView(array)) throw new TypeError('crypto.getRandomValues takes an array of integers, such as a Uint8Array');
      if (INTEGERS[name] === undefined) throw new DOMException(`crypto.getRandomValues takes an array of integers, not ${name ?? 'a DataView'}`, 'TypeMismatchError');
      const bytes = new p.Uint8Array(p.bufferOfArray(array), p.offsetOfArray(array), p.byteLengthOfArray(array));
      const count = p.lengthOfArray(bytes);
      if (count > 65536) throw new DOMException(`crypto.getRandomValues fills at most 65536 bytes at once, not ${count}`, 'QuotaExceededError');
      const hex = randomHex(count);
      for (let i = 0; i < count; i++) bytes[i] = p.parseInt(slice(hex, 2 * i, 2 * i + 2), 16);
      return array;
    },

    // A random UUID (RFC 9562, version 4).
    randomUUID() {
      const hex = randomHex(16);
      const variant = '89ab'[p.parseInt(hex[16], 16) & 3];
      return `${slice(hex, 0, 8)}-${slice(hex, 8, 12)}-4${slice(hex, 13, 16)}-${variant}${slice(hex, 17, 20)}-${slice(hex, 20, 32)}`;
    },
  };
  p.defineProperty(crypto, p.toStringTag, { value: 'Crypto', configurable: true });
  return { crypto: freeze(crypto) };
})
