// URLSearchParams (URL standard §5 and §6.2).
'use strict';

(function ({ p, part }) {
  const { TypeError, array, defineProperty, includes, iterator, keys, push, slice, split, string } = p;
  const { decode, encode, isDigit, isLetter } = part('url-host.js');

  const inForm = (c) => !(isDigit(c) || isLetter(c) || includes('*-._ ', p.char(c)));
  const encodeForm = (text) => string.replaceAll(encode(text, inForm), ' ', '+');
  const decodeForm = (text) => decode(string.replaceAll(text, '+', ' '));
  const wellFormed = (value) => string.toWellFormed(`${value}`);

  function parseForm(text) {
    const list = [];
    const parts = split(text, '&');
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] === '') continue;
      const equals = string.indexOf(parts[i], '=');
      const name = equals < 0 ? parts[i] : slice(parts[i], 0, equals);
      push(list, [decodeForm(name), equals < 0 ? '' : decodeForm(slice(parts[i], equals + 1))]);
    }
    return list;
  }

  let make;
  let changed;

  class URLSearchParams {
    #list = [];
    #tell = () => {};

    static {
      // The parameters of a URL, which is told when they change.
      make = (query, tell) => {
        const params = new URLSearchParams();
        params.#list = parseForm(query);
        params.#tell = tell;
        return params;
      };

      changed = (params, query) => { params.#list = parseForm(query); };
    }

    constructor(init = '') {
      const sequence = init !== null && (typeof init === 'object' || typeof init === 'function') ? init[iterator] : undefined;
      if (sequence !== undefined && sequence !== null) {
        for (const pair of init) {
          if (pair === null || typeof pair !== 'object') throw new TypeError('each parameter is a pair of name and value');
          const both = [...pair];
          if (both.length !== 2) throw new TypeError('each parameter is a pair of name and value');
          push(this.#list, [wellFormed(both[0]), wellFormed(both[1])]);
        }
      } else if (init !== null && (typeof init === 'object' || typeof init === 'function')) {
        const names = keys(init);
        for (let i = 0; i < names.length; i++) {
          const name = wellFormed(names[i]);
          const value = wellFormed(init[names[i]]);
          const same = p.filter(this.#list, (pair) => pair[0] === name);
          if (same.length > 0) same[0][1] = value;
          else push(this.#list, [name, value]);
        }
      } else {
        const text = wellFormed(init);
        this.#list = parseForm(text[0] === '?' ? slice(text, 1) : text);
      }
    }

    get size() { return this.#list.length; }

    append(name, value) {
      need(arguments, 2, 'append');
      push(this.#list, [wellFormed(name), wellFormed(value)]);
      this.#tell(write(this.#list));
    }

    delete(name, value) {
      need(arguments, 1, 'delete');
      const wanted = wellFormed(name);
      const only = value === undefined ? undefined : wellFormed(value);
      this.#list = p.filter(this.#list, (pair) => !(pair[0] === wanted && (only === undefined || pair[1] === only)));
      this.#tell(write(this.#list));
    }

    get(name) {
      need(arguments, 1, 'get');
      const wanted = wellFormed(name);
      for (let i = 0; i < this.#list.length; i++) if (this.#list[i][0] === wanted) return this.#list[i][1];
      return null;
    }

    getAll(name) {
      need(arguments, 1, 'getAll');
      const wanted = wellFormed(name);
      const found = [];
      for (let i = 0; i < this.#list.length; i++) if (this.#list[i][0] === wanted) push(found, this.#list[i][1]);
      return found;
    }

    has(name, value) {
      need(arguments, 1, 'has');
      const wanted = wellFormed(name);
      const only = value === undefined ? undefined : wellFormed(value);
      for (let i = 0; i < this.#list.length; i++) {
        if (this.#list[i][0] === wanted && (only === undefined || this.#list[i][1] === only)) return true;
      }
      return false;
    }

    set(name, value) {
      need(arguments, 2, 'set');
      const wanted = wellFormed(name);
      let first;
      this.#list = p.filter(this.#list, (pair) => {
        if (pair[0] !== wanted) return true;
        first ??= pair;
        return first === pair;
      });
      if (first === undefined) push(this.#list, [wanted, wellFormed(value)]);
      else first[1] = wellFormed(value);
      this.#tell(write(this.#list));
    }

    // By UTF-16 code units, and stable.
    sort() {
      array.sort(this.#list, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.#tell(write(this.#list));
    }

    forEach(callback, self) {
      if (typeof callback !== 'function') throw new TypeError('forEach takes a function');
      for (let i = 0; i < this.#list.length; i++) p.apply(callback, self, [this.#list[i][1], this.#list[i][0], this]);
    }

    keys() { return walk(() => this.#list, (pair) => pair[0]); }

    values() { return walk(() => this.#list, (pair) => pair[1]); }

    entries() { return walk(() => this.#list, (pair) => [pair[0], pair[1]]); }

    toString() { return write(this.#list); }
  }

  function write(list) {
    let text = '';
    for (let i = 0; i < list.length; i++) text += `${i === 0 ? '' : '&'}${encodeForm(list[i][0])}=${encodeForm(list[i][1])}`;
    return text;
  }

  function need(given, count, method) {
    if (given.length < count) throw new TypeError(`URLSearchParams.${method} takes ${count} argument${count === 1 ? '' : 's'}`);
  }

  // What is added while somebody walks is seen too.
  function walk(list, choose) {
    let at = 0;
    return {
      __proto__: ITERATOR,
      next: () => (at < list().length ? { done: false, value: choose(list()[at++]) } : { done: true, value: undefined }),
    };
  }

  const ITERATOR = p.create(p.iteratorPrototype);
  defineProperty(ITERATOR, p.toStringTag, { value: 'URLSearchParams Iterator', configurable: true });
  defineProperty(URLSearchParams.prototype, iterator, { value: URLSearchParams.prototype.entries, configurable: true, writable: true });
  defineProperty(URLSearchParams.prototype, p.toStringTag, { value: 'URLSearchParams', configurable: true });

  return { URLSearchParams, makeParams: make, changed };
})
