// atob and btoa (HTML §8.3): base64 of strings whose characters are bytes.
'use strict';

(function ({ p, part }) {
  const { Uint8Array, array, char, push, string } = p;
  const { encode, decode } = part('base64.js');

  function refuse(message) {
    const DOMException = part('exception.js').DOMException;
    throw new DOMException(message, 'InvalidCharacterError');
  }

  return {
    btoa: function btoa(text) {
      const given = `${text}`;
      const bytes = new Uint8Array(given.length);
      for (let i = 0; i < given.length; i++) {
        const unit = string.charCodeAt(given, i);
        if (unit > 255) refuse('btoa takes characters up to U+00FF; encode text with TextEncoder first');
        bytes[i] = unit;
      }
      return encode(bytes);
    },

    atob: function atob(text) {
      const given = `${text}`;
      const kept = [];
      for (let i = 0; i < given.length; i++) if (!p.includes(' \t\n\f\r', given[i])) push(kept, given[i]);
      const bytes = decode(array.join(kept, ''), true);
      if (bytes === undefined) refuse('atob takes base64');
      const pieces = [];
      for (let i = 0; i < bytes.length; i++) push(pieces, char(bytes[i]));
      return array.join(pieces, '');
    },
  };
})
