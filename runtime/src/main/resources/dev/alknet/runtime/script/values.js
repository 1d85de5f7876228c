// Values as they cross between a script and the host: as JSON text. docs/scripts.md has the table.
//
// Bytes (Uint8Array) become base64 text where the schema says `contentEncoding: base64`, and such
// text becomes bytes again; what there is to it is loaded with the first bytes that cross.
'use strict';

(function (part, p) {
  const { Uint8Array, defineProperty, includes, parse, stringify } = p;

  const codec = () => part('bytes.js');

  // Whether something crosses now, and whether bytes were met on the way.
  let crossing = false;
  let met = false;

  // JSON.stringify asks here. A script that prints bytes itself gets what it would get elsewhere.
  defineProperty(Uint8Array.prototype, 'toJSON', {
    value: function toJSON() {
      if (!crossing) return this;
      met = true;
      return codec().base64(this);
    },
  });

  function cross(value) {
    crossing = true;
    met = false;
    try {
      return stringify(value);
    } finally {
      crossing = false;
    }
  }

  // Text of an input or an output. `schemaOf()` answers the schema of the place, as JSON text or
  // undefined, and is asked only when there are bytes; `what` names the place in errors.
  function toJson(value, what, schemaOf) {
    const text = cross(value);
    if (met) codec().refuseElsewhere(value, what, schemaOf());
    return text === undefined ? 'null' : text;
  }

  // What a schema says of bytes: undefined when it says nothing, else a function over parsed JSON.
  function decoder(schema) {
    return schema !== undefined && includes(schema, '"contentEncoding"') ? codec().decoder(parse(schema)) : undefined;
  }

  // `cross` alone is for what no schema speaks of: bytes are base64 there.
  return { cross, toJson, decoder };
})
