// What a console offers behind a dot.
'use strict';

(function ({ p }) {
  const { Set, array, get, push, sets, stringify } = p;
  const NAME = /^[A-Za-z_$][\w$]*$/;

  const own = (object, name) => p.getOwnPropertyDescriptor(object, name);

  // What stands there; no getter is run but our own.
  function valueOf(getters, holder, name) {
    const object = p.Object(holder);
    const found = own(object, name) ?? own(p.Object(p.getPrototypeOf(object) ?? {}), name);
    return get(getters, found?.get) === name ? found.get() : found?.value;
  }

  function sorted(names) {
    const list = [];
    sets.forEach(names, (name) => push(list, name));
    return array.sort(list);
  }

  // The names behind a dotted path, as JSON.
  return (getters, start, path, all) => {
    const steps = path === '' ? [] : p.split(path, '.');
    let at = start;
    for (let i = 0; i < steps.length && at !== null && at !== undefined; i++) at = valueOf(getters, at, steps[i]);
    if (at === null || at === undefined) return '[]';
    const names = new Set();
    for (let o = p.Object(at); o !== null && (o !== p.objectPrototype || all); o = p.getPrototypeOf(o)) {
      const here = p.getOwnPropertyNames(o);
      for (let i = 0; i < here.length; i++) if (p.exec(NAME, here[i]) !== null) sets.add(names, here[i]);
    }
    return stringify(sorted(names));
  };
})
