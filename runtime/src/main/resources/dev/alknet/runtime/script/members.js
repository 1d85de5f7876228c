// What a console offers behind a dot.
'use strict';

(function ({ p }) {
  const { Set, get, stringify } = p;

  // The names behind a dotted path, as JSON; runs no getters but our own.
  return (getters, start, path, all) => {
    const own = (object, name) => p.getOwnPropertyDescriptor(object, name);
    let at = start;
    for (const name of path === '' ? [] : p.split(path, '.')) {
      const object = p.Object(at);
      const found = own(object, name) ?? own(p.Object(p.getPrototypeOf(object) ?? {}), name);
      at = get(getters, found?.get) === name ? found.get() : found?.value;
      if (at === null || at === undefined) return '[]';
    }
    if (at === null || at === undefined) return '[]';
    const names = new Set();
    for (let o = p.Object(at); o !== null && (o !== p.objectPrototype || all); o = p.getPrototypeOf(o)) {
      for (const name of p.getOwnPropertyNames(o)) if (p.matches(/^[A-Za-z_$][\w$]*$/, name)) names.add(name);
    }
    return stringify([...names].sort());
  };
})
