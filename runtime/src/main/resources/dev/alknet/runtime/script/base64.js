// Base64 (RFC 4648 §4): bytes to text with padding; text to bytes, or undefined when it is none.
'use strict';

(function ({ p: { Uint8Array, array, lengthOfArray, push, string } }) {
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const codes = new Uint8Array(128);
  for (let i = 0; i < 128; i++) codes[i] = 255;
  for (let i = 0; i < 64; i++) codes[string.charCodeAt(LETTERS, i)] = i;

  function encode(bytes) {
    const length = lengthOfArray(bytes);
    const pieces = [];
    let piece = '';
    let i = 0;
    for (; i + 2 < length; i += 3) {
      const three = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
      piece += LETTERS[three >> 18] + LETTERS[three >> 12 & 63] + LETTERS[three >> 6 & 63] + LETTERS[three & 63];
      if (piece.length > 8000) {
        push(pieces, piece);
        piece = '';
      }
    }
    if (i + 1 === length) {
      piece += LETTERS[bytes[i] >> 2] + LETTERS[bytes[i] << 4 & 63] + '==';
    } else if (i + 2 === length) {
      const two = bytes[i] << 8 | bytes[i + 1];
      piece += LETTERS[two >> 10] + LETTERS[two >> 4 & 63] + LETTERS[two << 2 & 63] + '=';
    }
    push(pieces, piece);
    return array.join(pieces, '');
  }

  // `lenient`: padding may be missing (atob).
  function decode(text, lenient = false) {
    let length = text.length;
    if (length % 4 === 0 && length > 0 && text[length - 1] === '=') length -= text[length - 2] === '=' ? 2 : 1;
    else if (length % 4 === 1 || (length % 4 !== 0 && !lenient)) return undefined;
    const bytes = new Uint8Array((length * 3) >> 2);
    let collected = 0;
    let bits = 0;
    let at = 0;
    for (let i = 0; i < length; i++) {
      const unit = string.charCodeAt(text, i);
      const code = unit < 128 ? codes[unit] : 255;
      if (code === 255) return undefined;
      collected = (collected << 6 | code) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = collected >> bits & 255;
      }
    }
    return bytes;
  }

  return { encode, decode };
})
