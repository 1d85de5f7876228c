// URL (URL standard §4 and §6.1). A record is {scheme, username, password, host, port, path, query, fragment}; its
// path is a list, or text when it is opaque; what is absent is null.
'use strict';

(function ({ p, part }) {
  const { TypeError, array, defineProperty, includes, parseInt, push, slice, string } = p;
  const { charCodeAt, indexOf, toLowerCase } = string;
  const { encode, parseHost, isControl, isDigit, isLetter } = part('url-host.js');
  const { makeParams, changed } = part('url-params.js');

  const PORTS = { __proto__: null, http: 80, https: 443, ws: 80, wss: 443, ftp: 21, file: null };
  const isSpecial = (url) => PORTS[url.scheme] !== undefined;

  const among = (set) => (c) => isControl(c) || includes(set, p.char(c));
  const inFragment = among(' "<>`');
  const inQuery = among(' "#<>');
  const inSpecialQuery = among(' "#<>\'');
  const inPath = among(' "#<>?^`{}');
  const inUser = among(' "#<>?^`{}/:;=@[\\]|');

  const isWindowsLetter = (text) => text.length === 2 && isLetter(charCodeAt(text, 0)) && (text[1] === ':' || text[1] === '|');

  const startsWithWindowsLetter = (text, at) => isWindowsLetter(slice(text, at, at + 2))
    && (at + 2 === text.length || includes('/\\?#', text[at + 2]));

  const isSingleDot = (text) => text === '.' || toLowerCase(text) === '%2e';

  function isDoubleDot(text) {
    const small = toLowerCase(text);
    return small === '..' || small === '.%2e' || small === '%2e.' || small === '%2e%2e';
  }

  function shorten(url) {
    if (url.scheme === 'file' && url.path.length === 1 && isWindowsLetter(url.path[0]) && url.path[0][1] === ':') return;
    array.pop(url.path);
  }

  const blank = () => ({ scheme: '', username: '', password: '', host: null, port: null, path: [], query: null, fragment: null });

  function stripped(text) {
    let from = 0;
    let to = text.length;
    while (from < to && charCodeAt(text, from) <= 0x20) from += 1;
    while (to > from && charCodeAt(text, to - 1) <= 0x20) to -= 1;
    return slice(text, from, to);
  }

  const withoutBreaks = (text) => string.replaceAll(string.replaceAll(string.replaceAll(text, '\t', ''), '\n', ''), '\r', '');

  // The basic URL parser. Answers the record, or undefined for a failure; with `override` it changes `url`
  // from that state on and answers nothing of interest.
  function parseUrl(input, base, url = blank(), override = undefined) {
    const text = withoutBreaks(override === undefined ? stripped(input) : input);
    let state = override ?? 'scheme start';
    let buffer = '';
    let sawAt = false;
    let inBrackets = false;
    let sawPassword = false;

    const copyBase = () => {
      url.username = base.username;
      url.password = base.password;
      url.host = base.host;
      url.port = base.port;
      url.path = typeof base.path === 'string' ? base.path : array.slice(base.path);
      url.query = base.query;
    };

    for (let at = 0; ; at++) {
      const end = at >= text.length;
      const c = end ? '' : text[at];
      const code = end ? -1 : charCodeAt(text, at);
      const rest = (n) => slice(text, at + 1, at + 1 + n);
      const special = isSpecial(url);
      const slash = c === '/' || (special && c === '\\');

      switch (state) {
        case 'scheme start':
          if (isLetter(code)) {
            buffer += toLowerCase(c);
            state = 'scheme';
          } else if (override === undefined) {
            state = 'no scheme';
            at -= 1;
          } else {
            return undefined;
          }
          break;

        case 'scheme':
          if (isLetter(code) || isDigit(code) || c === '+' || c === '-' || c === '.') {
            buffer += toLowerCase(c);
          } else if (c === ':') {
            if (override !== undefined) {
              if ((PORTS[buffer] !== undefined) !== special) return url;
              if ((url.username !== '' || url.password !== '' || url.port !== null) && buffer === 'file') return url;
              if (url.scheme === 'file' && url.host === '') return url;
            }
            url.scheme = buffer;
            if (override !== undefined) {
              if (url.port === PORTS[url.scheme]) url.port = null;
              return url;
            }
            buffer = '';
            if (url.scheme === 'file') {
              state = 'file';
            } else if (isSpecial(url) && base !== null && base.scheme === url.scheme) {
              state = 'special relative or authority';
            } else if (isSpecial(url)) {
              state = 'special authority slashes';
            } else if (rest(1) === '/') {
              state = 'path or authority';
              at += 1;
            } else {
              url.path = '';
              state = 'opaque path';
            }
          } else if (override === undefined) {
            buffer = '';
            state = 'no scheme';
            at = -1;
          } else {
            return undefined;
          }
          break;

        case 'no scheme':
          if (base === null || (typeof base.path === 'string' && c !== '#')) return undefined;
          if (typeof base.path === 'string') {
            url.scheme = base.scheme;
            copyBase();
            url.fragment = '';
            state = 'fragment';
          } else {
            state = base.scheme === 'file' ? 'file' : 'relative';
            at -= 1;
          }
          break;

        case 'special relative or authority':
          if (c === '/' && rest(1) === '/') {
            state = 'special authority ignore slashes';
            at += 1;
          } else {
            state = 'relative';
            at -= 1;
          }
          break;

        case 'path or authority':
          if (c === '/') {
            state = 'authority';
          } else {
            state = 'path';
            at -= 1;
          }
          break;

        case 'relative':
          url.scheme = base.scheme;
          if (c === '/') {
            state = 'relative slash';
          } else if (isSpecial(url) && c === '\\') {
            state = 'relative slash';
          } else {
            copyBase();
            if (c === '?') {
              url.query = '';
              state = 'query';
            } else if (c === '#') {
              url.fragment = '';
              state = 'fragment';
            } else if (!end) {
              url.query = null;
              shorten(url);
              state = 'path';
              at -= 1;
            }
          }
          break;

        case 'relative slash':
          if (special && (c === '/' || c === '\\')) {
            state = 'special authority ignore slashes';
          } else if (c === '/') {
            state = 'authority';
          } else {
            url.username = base.username;
            url.password = base.password;
            url.host = base.host;
            url.port = base.port;
            state = 'path';
            at -= 1;
          }
          break;

        case 'special authority slashes':
          state = 'special authority ignore slashes';
          if (c === '/' && rest(1) === '/') at += 1;
          else at -= 1;
          break;

        case 'special authority ignore slashes':
          if (c !== '/' && c !== '\\') {
            state = 'authority';
            at -= 1;
          }
          break;

        case 'authority':
          if (c === '@') {
            if (sawAt) buffer = `%40${buffer}`;
            sawAt = true;
            for (let i = 0; i < buffer.length; i++) {
              if (buffer[i] === ':' && !sawPassword) {
                sawPassword = true;
                continue;
              }
              const pair = charCodeAt(buffer, i) >= 0xd800 && charCodeAt(buffer, i) <= 0xdbff ? slice(buffer, i, i + 2) : buffer[i];
              if (sawPassword) url.password += encode(pair, inUser);
              else url.username += encode(pair, inUser);
              i += pair.length - 1;
            }
            buffer = '';
          } else if (end || slash || c === '?' || c === '#') {
            if (sawAt && buffer === '') return undefined;
            at -= buffer.length + 1;
            buffer = '';
            state = 'host';
          } else {
            buffer += c;
          }
          break;

        case 'host':
        case 'hostname':
          if (override !== undefined && url.scheme === 'file') {
            at -= 1;
            state = 'file host';
          } else if (c === ':' && !inBrackets) {
            if (buffer === '') return undefined;
            if (override === 'hostname') return undefined;
            const host = parseHost(buffer, special);
            if (host === undefined) return undefined;
            url.host = host;
            buffer = '';
            state = 'port';
          } else if (end || slash || c === '?' || c === '#') {
            at -= 1;
            if (special && buffer === '') return undefined;
            if (override !== undefined && buffer === '' && (url.username !== '' || url.password !== '' || url.port !== null)) return undefined;
            const host = parseHost(buffer, special);
            if (host === undefined) return undefined;
            url.host = host;
            buffer = '';
            state = 'path start';
            if (override !== undefined) return url;
          } else {
            if (c === '[') inBrackets = true;
            if (c === ']') inBrackets = false;
            buffer += c;
          }
          break;

        case 'port':
          if (isDigit(code)) {
            buffer += c;
          } else if (end || slash || c === '?' || c === '#' || override !== undefined) {
            if (buffer !== '') {
              const port = parseInt(buffer, 10);
              if (port > 65535) return undefined;
              url.port = port === PORTS[url.scheme] ? null : port;
              buffer = '';
              if (override !== undefined) return url;
            }
            if (override !== undefined) return undefined;
            state = 'path start';
            at -= 1;
          } else {
            return undefined;
          }
          break;

        case 'file':
          url.scheme = 'file';
          url.host = '';
          if (c === '/' || c === '\\') {
            state = 'file slash';
          } else if (base !== null && base.scheme === 'file') {
            copyBase();
            if (c === '?') {
              url.query = '';
              state = 'query';
            } else if (c === '#') {
              url.fragment = '';
              state = 'fragment';
            } else if (!end) {
              url.query = null;
              if (startsWithWindowsLetter(text, at)) url.path = [];
              else shorten(url);
              state = 'path';
              at -= 1;
            }
          } else {
            state = 'path';
            at -= 1;
          }
          break;

        case 'file slash':
          if (c === '/' || c === '\\') {
            state = 'file host';
          } else {
            if (base !== null && base.scheme === 'file') {
              url.host = base.host;
              if (!startsWithWindowsLetter(text, at) && base.path.length > 0 && isWindowsLetter(base.path[0]) && base.path[0][1] === ':') {
                push(url.path, base.path[0]);
              }
            }
            state = 'path';
            at -= 1;
          }
          break;

        case 'file host':
          if (end || c === '/' || c === '\\' || c === '?' || c === '#') {
            at -= 1;
            if (override === undefined && isWindowsLetter(buffer)) {
              state = 'path';
            } else if (buffer === '') {
              url.host = '';
              if (override !== undefined) return url;
              state = 'path start';
            } else {
              const host = parseHost(buffer, special);
              if (host === undefined) return undefined;
              url.host = host === 'localhost' ? '' : host;
              if (override !== undefined) return url;
              buffer = '';
              state = 'path start';
            }
          } else {
            buffer += c;
          }
          break;

        case 'path start':
          if (special) {
            state = 'path';
            if (c !== '/' && c !== '\\') at -= 1;
          } else if (override === undefined && c === '?') {
            url.query = '';
            state = 'query';
          } else if (override === undefined && c === '#') {
            url.fragment = '';
            state = 'fragment';
          } else if (!end) {
            state = 'path';
            if (c !== '/') at -= 1;
          } else if (override !== undefined && url.host === null) {
            push(url.path, '');
          }
          break;

        case 'path':
          if (end || slash || (override === undefined && (c === '?' || c === '#'))) {
            if (isDoubleDot(buffer)) {
              shorten(url);
              if (!slash) push(url.path, '');
            } else if (isSingleDot(buffer)) {
              if (!slash) push(url.path, '');
            } else {
              if (url.scheme === 'file' && url.path.length === 0 && isWindowsLetter(buffer)) buffer = `${buffer[0]}:`;
              push(url.path, buffer);
            }
            buffer = '';
            if (c === '?') {
              url.query = '';
              state = 'query';
            } else if (c === '#') {
              url.fragment = '';
              state = 'fragment';
            }
          } else {
            const pair = code >= 0xd800 && code <= 0xdbff ? slice(text, at, at + 2) : c;
            buffer += encode(pair, inPath);
            at += pair.length - 1;
          }
          break;

        case 'opaque path':
          if (c === '?') {
            url.query = '';
            state = 'query';
          } else if (c === '#') {
            url.fragment = '';
            state = 'fragment';
          } else if (c === ' ') {
            url.path += rest(1) === '?' || rest(1) === '#' ? '%20' : ' ';
          } else if (!end) {
            const pair = code >= 0xd800 && code <= 0xdbff ? slice(text, at, at + 2) : c;
            url.path += encode(pair, isControl);
            at += pair.length - 1;
          }
          break;

        case 'query':
          if (end || (override === undefined && c === '#')) {
            url.query += encode(buffer, special ? inSpecialQuery : inQuery);
            buffer = '';
            if (c === '#') {
              url.fragment = '';
              state = 'fragment';
            }
          } else {
            buffer += c;
          }
          break;

        case 'fragment':
          url.fragment += encode(slice(text, at), inFragment);
          return url;
      }
      if (end && at >= text.length) return url;
    }
  }

  const writePath = (url) => (typeof url.path === 'string' ? url.path : url.path.length === 0 ? '' : `/${array.join(url.path, '/')}`);

  const writeHost = (url) => (url.host === null ? '' : url.port === null ? url.host : `${url.host}:${url.port}`);

  function write(url) {
    let text = `${url.scheme}:`;
    if (url.host !== null) {
      text += '//';
      if (url.username !== '' || url.password !== '') text += `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
      text += writeHost(url);
    } else if (typeof url.path !== 'string' && url.path.length > 1 && url.path[0] === '') {
      text += '/.';
    }
    return text + writePath(url) + (url.query === null ? '' : `?${url.query}`) + (url.fragment === null ? '' : `#${url.fragment}`);
  }

  const origin = (url) => {
    if (url.scheme === 'blob') {
      const inner = typeof url.path === 'string' ? parseUrl(url.path, null) : undefined;
      return inner !== undefined && (inner.scheme === 'http' || inner.scheme === 'https') ? origin(inner) : 'null';
    }
    return isSpecial(url) && url.scheme !== 'file' ? `${url.scheme}://${writeHost(url)}` : 'null';
  };

  const cannotHaveUser = (url) => url.host === null || url.host === '' || url.scheme === 'file';

  const wellFormed = (value) => string.toWellFormed(`${value}`);

  function parseWithBase(text, base) {
    let against = null;
    if (base !== undefined) {
      against = parseUrl(wellFormed(base), null);
      if (against === undefined) return undefined;
    }
    return parseUrl(wellFormed(text), against);
  }

  let fromRecord;

  class URL {
    #url;
    #params;

    static {
      fromRecord = (record) => {
        const url = new URL('a:');
        url.#url = record;
        return url;
      };
    }

    constructor(url, base) {
      if (arguments.length === 0) throw new TypeError('new URL takes a URL');
      const record = parseWithBase(url, base);
      if (record === undefined) throw new TypeError(`invalid URL: ${wellFormed(url)}${base === undefined ? '' : ` (base ${wellFormed(base)})`}`);
      this.#url = record;
    }

    static canParse(url, base) {
      if (arguments.length === 0) throw new TypeError('URL.canParse takes a URL');
      return parseWithBase(url, base) !== undefined;
    }

    static parse(url, base) {
      if (arguments.length === 0) throw new TypeError('URL.parse takes a URL');
      const record = parseWithBase(url, base);
      return record === undefined ? null : fromRecord(record);
    }

    // Starts over from a state. What failed has changed nothing, or the part before.
    #change(text, state) { parseUrl(text, null, this.#url, state); }

    get href() { return write(this.#url); }

    set href(value) {
      const record = parseUrl(wellFormed(value), null);
      if (record === undefined) throw new TypeError(`invalid URL: ${wellFormed(value)}`);
      this.#url = record;
      if (this.#params !== undefined) changed(this.#params, record.query ?? '');
    }

    get origin() { return origin(this.#url); }

    get protocol() { return `${this.#url.scheme}:`; }

    set protocol(value) { this.#change(`${wellFormed(value)}:`, 'scheme start'); }

    get username() { return this.#url.username; }

    set username(value) { if (!cannotHaveUser(this.#url)) this.#url.username = encode(wellFormed(value), inUser); }

    get password() { return this.#url.password; }

    set password(value) { if (!cannotHaveUser(this.#url)) this.#url.password = encode(wellFormed(value), inUser); }

    get host() { return writeHost(this.#url); }

    set host(value) { if (typeof this.#url.path !== 'string') this.#change(wellFormed(value), 'host'); }

    get hostname() { return this.#url.host ?? ''; }

    set hostname(value) { if (typeof this.#url.path !== 'string') this.#change(wellFormed(value), 'hostname'); }

    get port() { return this.#url.port === null ? '' : `${this.#url.port}`; }

    set port(value) {
      if (cannotHaveUser(this.#url)) return;
      const text = wellFormed(value);
      if (text === '') this.#url.port = null;
      else this.#change(text, 'port');
    }

    get pathname() { return writePath(this.#url); }

    set pathname(value) {
      if (typeof this.#url.path === 'string') return;
      this.#url.path = [];
      this.#change(wellFormed(value), 'path start');
    }

    get search() { return this.#url.query === null || this.#url.query === '' ? '' : `?${this.#url.query}`; }

    set search(value) {
      const given = wellFormed(value);
      const text = given[0] === '?' ? slice(given, 1) : given;
      this.#url.query = given === '' ? null : '';
      if (given !== '') this.#change(text, 'query');
      if (this.#params !== undefined) changed(this.#params, text);
    }

    get searchParams() {
      this.#params ??= makeParams(this.#url.query ?? '', (query) => { this.#url.query = query === '' ? null : query; });
      return this.#params;
    }

    get hash() { return this.#url.fragment === null || this.#url.fragment === '' ? '' : `#${this.#url.fragment}`; }

    set hash(value) {
      const given = wellFormed(value);
      this.#url.fragment = given === '' ? null : '';
      if (given !== '') this.#change(given[0] === '#' ? slice(given, 1) : given, 'fragment');
    }

    toString() { return write(this.#url); }

    toJSON() { return write(this.#url); }
  }

  defineProperty(URL.prototype, p.toStringTag, { value: 'URL', configurable: true });
  return { URL };
})
