// Bytes where a schema says `contentEncoding: base64`: which places those are, and both conversions.
'use strict';

(function ({ p, part }) {
  const { Uint8Array, TypeError, hasOwn, isArray, keys, nameOfArray, parse, push, slice, startsWith } = p;
  const { encode, decode } = part('base64.js');

  const isObject = (value) => value !== null && typeof value === 'object';
  const isBytes = (value) => isObject(value) && nameOfArray(value) === 'Uint8Array';

  // What `#/$defs/x` points to; undefined for what lies elsewhere.
  function resolve(root, ref) {
    if (!startsWith(ref, '#')) return undefined;
    const names = p.split(slice(ref, 1), '/');
    let at = root;
    for (let i = 1; i < names.length; i++) {
      const name = p.string.replaceAll(p.string.replaceAll(names[i], '~1', '/'), '~0', '~');
      if (!isObject(at) || !hasOwn(at, name)) return undefined;
      at = at[name];
    }
    return at;
  }

  // A schema and everything it is put together from.
  function parts(root, schema, found) {
    if (!isObject(schema) || found.length > 1000) return found;
    for (let i = 0; i < found.length; i++) if (found[i] === schema) return found;
    push(found, schema);
    const lists = ['allOf', 'anyOf', 'oneOf'];
    for (let i = 0; i < lists.length; i++) {
      const list = schema[lists[i]];
      for (let j = 0; isArray(list) && j < list.length; j++) parts(root, list[j], found);
    }
    const choices = ['if', 'then', 'else'];
    for (let i = 0; i < choices.length; i++) parts(root, schema[choices[i]], found);
    if (typeof schema.$ref === 'string') parts(root, resolve(root, schema.$ref), found);
    return found;
  }

  // The schemas of one property or item, given those of the whole.
  function below(root, schemas, key, inArray) {
    const found = [];
    for (let i = 0; i < schemas.length; i++) {
      const { properties, additionalProperties, prefixItems, items } = schemas[i];
      if (inArray) parts(root, isArray(prefixItems) && key < prefixItems.length ? prefixItems[key] : items, found);
      else parts(root, isObject(properties) && hasOwn(properties, key) ? properties[key] : additionalProperties, found);
    }
    return found;
  }

  function saysBytes(schemas) {
    for (let i = 0; i < schemas.length; i++) if (schemas[i].contentEncoding === 'base64') return true;
    return false;
  }

  function decoded(root, schemas, value) {
    if (typeof value === 'string') return (saysBytes(schemas) ? decode(value) : undefined) ?? value;
    if (!isObject(value) || schemas.length === 0) return value;
    const inArray = isArray(value);
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      const key = inArray ? +names[i] : names[i];
      value[key] = decoded(root, below(root, schemas, key, inArray), value[key]);
    }
    return value;
  }

  function check(root, schemas, value, path, what) {
    if (isBytes(value)) {
      if (!saysBytes(schemas)) throw new TypeError(`${path} is bytes, and ${what} has no place for them there: its schema does not say contentEncoding: base64`);
    } else if (isObject(value)) {
      const inArray = isArray(value);
      const names = keys(value);
      for (let i = 0; i < names.length; i++) {
        const key = inArray ? +names[i] : names[i];
        check(root, below(root, schemas, key, inArray), value[key], inArray ? `${path}[${key}]` : `${path}.${key}`, what);
      }
    }
  }

  return {
    base64: encode,

    decoder: (schema) => {
      const schemas = parts(schema, schema, []);
      return (value) => decoded(schema, schemas, value);
    },

    // Throws a TypeError that names the place of bytes which the schema does not expect.
    refuseElsewhere(value, { path, name }, schema) {
      const root = schema === undefined ? {} : parse(schema);
      check(root, parts(root, root, []), value, path, name);
    },
  };
})
