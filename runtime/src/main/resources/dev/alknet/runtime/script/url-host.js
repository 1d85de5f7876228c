// Hosts of URLs (URL standard §3) and percent-encoding (§1.3). `undefined` stands for a failure.
//
// Domains outside ASCII are mapped with Unicode's NFKC and lower case and written in punycode (RFC 3492):
// UTS 46 for the names people register, not for every code point there is.
'use strict';

(function ({ p }) {
  const { Uint8Array, array, fromCodePoint, lengthOfArray, parseInt, push, slice, split, startsWith, string } = p;
  const { charCodeAt, codePointAt } = string;

  const encoder = new p.TextEncoder();
  const utf8 = (text) => p.encodeText(encoder, text);
  const fromUtf8 = (bytes) => p.decodeText(new p.TextDecoder('utf-8', { ignoreBOM: true }), bytes);

  const DIGITS = '0123456789ABCDEF';
  const percent = (byte) => '%' + DIGITS[byte >> 4] + DIGITS[byte & 15];

  // Percent-encodes what `inSet(byte)` says, and everything outside ASCII.
  function encode(text, inSet) {
    let result = '';
    for (let i = 0; i < text.length; i++) {
      const unit = charCodeAt(text, i);
      if (unit < 0x80) {
        result += inSet(unit) ? percent(unit) : text[i];
      } else {
        const code = codePointAt(text, i);
        const bytes = utf8(fromCodePoint(code));
        for (let j = 0; j < lengthOfArray(bytes); j++) result += percent(bytes[j]);
        if (code > 0xffff) i += 1;
      }
    }
    return result;
  }

  const isDigit = (c) => c >= 48 && c <= 57;
  const isHexDigit = (c) => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
  const isLetter = (c) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

  function decodeBytes(text) {
    const bytes = utf8(text);
    let length = 0;
    for (let i = 0; i < lengthOfArray(bytes); i++) {
      if (bytes[i] === 37 && isHexDigit(bytes[i + 1]) && isHexDigit(bytes[i + 2])) {
        bytes[length++] = parseInt(p.char(bytes[i + 1], bytes[i + 2]), 16);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return new Uint8Array(p.bufferOfArray(bytes), p.offsetOfArray(bytes), length);
  }

  // Text behind %xx; what is no UTF-8 becomes U+FFFD.
  const decode = (text) => (p.includes(text, '%') ? fromUtf8(decodeBytes(text)) : string.toWellFormed(text));

  const isControl = (c) => c < 0x20 || c > 0x7e;

  // --- domains ---

  const FORBIDDEN = '\0\t\n\r #/:<>?@[\\]^|';
  const isForbiddenInDomain = (c) => c <= 0x20 || c === 0x7f || c === 37 || p.includes(FORBIDDEN, p.char(c));

  // RFC 3492 §5: 36 digits, start bias 72, damping 700.
  function adapt(delta, points, first) {
    let d = first ? p.floor(delta / 700) : delta >> 1;
    d += p.floor(d / points);
    let k = 0;
    for (; d > 455; k += 36) d = p.floor(d / 35);
    return k + p.floor((36 * d) / (d + 38));
  }

  const threshold = (k, bias) => (k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias);

  function toPunycode(label) {
    const points = [];
    let output = '';
    for (let i = 0; i < label.length; i++) {
      const code = codePointAt(label, i);
      if (code > 0xffff) i += 1;
      push(points, code);
      if (code < 0x80) output += p.char(code);
    }
    const basic = output.length;
    let handled = basic;
    if (basic > 0) output += '-';
    let n = 128;
    let delta = 0;
    let bias = 72;
    while (handled < points.length) {
      let next = 0x7fffffff;
      for (let i = 0; i < points.length; i++) if (points[i] >= n && points[i] < next) next = points[i];
      delta += (next - n) * (handled + 1);
      n = next;
      for (let i = 0; i < points.length; i++) {
        if (points[i] < n) delta += 1;
        if (points[i] !== n) continue;
        let q = delta;
        for (let k = 36; ; k += 36) {
          const t = threshold(k, bias);
          if (q < t) break;
          output += DIGIT36[t + ((q - t) % (36 - t))];
          q = p.floor((q - t) / (36 - t));
        }
        output += DIGIT36[q];
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled += 1;
      }
      delta += 1;
      n += 1;
    }
    return output;
  }

  const DIGIT36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

  function fromPunycode(text) {
    const points = [];
    const dash = string.lastIndexOf(text, '-');
    for (let i = 0; i < dash; i++) push(points, charCodeAt(text, i));
    let n = 128;
    let bias = 72;
    let i = 0;
    for (let at = dash < 0 ? 0 : dash + 1; at < text.length;) {
      const before = i;
      let weight = 1;
      for (let k = 36; ; k += 36) {
        const digit = at < text.length ? string.indexOf(DIGIT36, text[at++]) : -1;
        if (digit < 0) return undefined;
        i += digit * weight;
        const t = threshold(k, bias);
        if (digit < t) break;
        weight *= 36 - t;
        if (weight > 2 ** 40) return undefined;
      }
      bias = adapt(i - before, points.length + 1, before === 0);
      n += p.floor(i / (points.length + 1));
      i %= points.length + 1;
      if (n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return undefined;
      array.splice(points, i++, 0, n);
    }
    let label = '';
    for (let j = 0; j < points.length; j++) label += fromCodePoint(points[j]);
    return label;
  }

  const IGNORED = /[\u00ad\u200b\u2060\u2064\ufe00-\ufe0f\ufeff]|\u180b|\u180c|\u180d|\u180f/gu;
  const MARK_FIRST = /^\p{M}/u;
  const UNASSIGNED = /[\p{Cn}\p{Cs}\p{Co}\p{Cc}\p{Zl}\p{Zp}\p{Zs}\u2028\u2029\ufffd]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/u;

  const mapped = (text) => {
    let kept = '';
    for (let i = 0; i < text.length; i++) {
      const unit = text[i];
      IGNORED.lastIndex = 0;
      if (p.exec(IGNORED, unit) === null) kept += unit === '\u3002' || unit === '\uff61' ? '.' : unit === '\u1e9e' ? 'ss' : unit;
    }
    return string.normalize(string.toLowerCase(string.normalize(string.toLowerCase(kept), 'NFKC')), 'NFKC');
  };

  const isAscii = (text) => {
    for (let i = 0; i < text.length; i++) if (charCodeAt(text, i) > 0x7f) return false;
    return true;
  };

  const isValidLabel = (label) => string.normalize(label, 'NFC') === label && p.exec(MARK_FIRST, label) === null && p.exec(UNASSIGNED, label) === null;

  function toAscii(domain) {
    const plain = isAscii(domain);
    const labels = split(plain ? string.toLowerCase(domain) : mapped(domain), '.');
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i];
      if (startsWith(label, 'xn--')) {
        const unicode = isAscii(label) ? fromPunycode(slice(label, 4)) : undefined;
        if (unicode === undefined || unicode === '' || isAscii(unicode) || mapped(unicode) !== unicode || !isValidLabel(unicode)) return undefined;
      } else if (!isAscii(label)) {
        if (!isValidLabel(label)) return undefined;
        labels[i] = `xn--${toPunycode(label)}`;
      }
    }
    return array.join(labels, '.');
  }

  // --- addresses ---

  // A part of an IPv4 address: decimal, 0octal or 0xhex.
  function parseNumber(text) {
    if (text === '') return undefined;
    let digits = text;
    let radix = 10;
    if (digits.length > 1 && digits[0] === '0') {
      radix = digits[1] === 'x' || digits[1] === 'X' ? 16 : 8;
      digits = slice(digits, radix === 16 ? 2 : 1);
    }
    for (let i = 0; i < digits.length; i++) {
      const c = charCodeAt(digits, i);
      if (radix === 16 ? !isHexDigit(c) : !(isDigit(c) && c < 48 + radix)) return undefined;
    }
    return digits === '' ? 0 : parseInt(digits, radix);
  }

  function endsInNumber(domain) {
    const parts = split(domain, '.');
    if (parts[parts.length - 1] === '') {
      if (parts.length === 1) return false;
      array.pop(parts);
    }
    const last = parts[parts.length - 1];
    let digits = last !== '';
    for (let i = 0; i < last.length; i++) if (!isDigit(charCodeAt(last, i))) digits = false;
    return digits || parseNumber(last) !== undefined;
  }

  function parseIpv4(domain) {
    const parts = split(domain, '.');
    if (parts.length > 1 && parts[parts.length - 1] === '') array.pop(parts);
    if (parts.length > 4) return undefined;
    const numbers = [];
    for (let i = 0; i < parts.length; i++) {
      const number = parseNumber(parts[i]);
      if (number === undefined || (number > 255 && i < parts.length - 1)) return undefined;
      push(numbers, number);
    }
    let address = numbers[numbers.length - 1];
    if (address >= 256 ** (5 - numbers.length)) return undefined;
    for (let i = 0; i < numbers.length - 1; i++) address += numbers[i] * 256 ** (3 - i);
    let text = `${address % 256}`;
    for (let i = 0; i < 3; i++) {
      address = p.floor(address / 256);
      text = `${address % 256}.${text}`;
    }
    return text;
  }

  function parseIpv6(text) {
    const address = [0, 0, 0, 0, 0, 0, 0, 0];
    let piece = 0;
    let compress = -1;
    let at = 0;
    const c = () => charCodeAt(text, at);
    if (text[at] === ':') {
      if (text[at + 1] !== ':') return undefined;
      at += 2;
      piece = 1;
      compress = 1;
    }
    while (at < text.length) {
      if (piece === 8) return undefined;
      if (text[at] === ':') {
        if (compress >= 0) return undefined;
        at += 1;
        piece += 1;
        compress = piece;
        continue;
      }
      let value = 0;
      let length = 0;
      while (length < 4 && isHexDigit(c())) {
        value = value * 16 + parseInt(text[at], 16);
        at += 1;
        length += 1;
      }
      if (text[at] === '.') {
        if (length === 0 || piece > 6) return undefined;
        at -= length;
        let seen = 0;
        while (at < text.length) {
          let part = -1;
          if (seen > 0) {
            if (text[at] !== '.' || seen >= 4) return undefined;
            at += 1;
          }
          if (!isDigit(c())) return undefined;
          while (isDigit(c())) {
            if (part === 0) return undefined;
            part = (part < 0 ? 0 : part * 10) + c() - 48;
            if (part > 255) return undefined;
            at += 1;
          }
          address[piece] = address[piece] * 256 + part;
          seen += 1;
          if (seen === 2 || seen === 4) piece += 1;
        }
        if (seen !== 4) return undefined;
        break;
      }
      if (text[at] === ':') {
        at += 1;
        if (at === text.length) return undefined;
      } else if (at < text.length) {
        return undefined;
      }
      address[piece] = value;
      piece += 1;
    }
    if (compress >= 0) {
      let swaps = piece - compress;
      piece = 7;
      while (piece !== 0 && swaps > 0) {
        const other = compress + swaps - 1;
        const held = address[piece];
        address[piece] = address[other];
        address[other] = held;
        piece -= 1;
        swaps -= 1;
      }
    } else if (piece !== 8) {
      return undefined;
    }
    return writeIpv6(address);
  }

  // RFC 5952: the longest run of zeros, from two, becomes `::`.
  function writeIpv6(address) {
    let best = -1;
    let longest = 1;
    for (let i = 0; i < 8; i++) {
      let length = 0;
      while (i + length < 8 && address[i + length] === 0) length += 1;
      if (length > longest) {
        best = i;
        longest = length;
      }
    }
    let text = '';
    for (let i = 0; i < 8; i++) {
      if (i === best) {
        text += i === 0 ? '::' : ':';
        i += longest - 1;
        continue;
      }
      text += p.numberText(address[i], 16);
      if (i < 7) text += ':';
    }
    return `[${text}]`;
  }

  function parseHost(text, special) {
    if (text[0] === '[') return text[text.length - 1] === ']' ? parseIpv6(slice(text, 1, -1)) : undefined;
    if (!special) {
      for (let i = 0; i < text.length; i++) if (p.includes(FORBIDDEN, text[i])) return undefined;
      return encode(text, isControl);
    }
    const domain = toAscii(decode(text));
    if (domain === undefined || domain === '') return undefined;
    for (let i = 0; i < domain.length; i++) if (isForbiddenInDomain(charCodeAt(domain, i))) return undefined;
    return endsInNumber(domain) ? parseIpv4(domain) : domain;
  }

  return { encode, decode, parseHost, isControl, isDigit, isHexDigit, isLetter };
})
