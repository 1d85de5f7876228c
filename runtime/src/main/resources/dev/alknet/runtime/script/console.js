// `console`: what it prints goes to the host as it is; objects are shown the engine's way.
'use strict';

(function (host, part, { checked }, { String, freeze, push, stringify }) {
  // The host would show numbers its own way (1.0E21).
  const shown = (value) => (typeof value === 'number' ? String(value) : value);

  const printer = (level) => (...values) => {
    const list = [];
    for (let i = 0; i < values.length; i++) push(list, shown(values[i]));
    checked(host.print(level, list));
  };

  const log = printer('log');

  return freeze({
    shown,
    console: freeze({
      debug: printer('debug'), log, info: printer('info'), warn: printer('warn'), error: printer('error'),
      progress: (item) => void checked(host.underway(stringify(item) ?? 'null')),
      table: (rows, columns) => log(part('table.js')(rows, columns) ?? rows),
    }),
  });
})
