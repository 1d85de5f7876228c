// `console`: what it prints goes to the host as it is; objects are shown the engine's way.
'use strict';

(function (host, { entries, freeze, keys, stringify }) {
  // The host would show numbers its own way (1.0E21).
  const shown = (value) => (typeof value === 'number' ? String(value) : value);

  const scalar = (value) => value === null || typeof value !== 'object';

  const cell = (value) => {
    if (value === undefined) return '';
    return typeof value === 'string' ? value : stringify(value) ?? String(value);
  };

  // An array of objects as columns, as wide as their widest cell; numbers to the right.
  function table(rows) {
    const all = scalar(rows) ? [] : entries(rows);
    const columns = [...new Set(all.flatMap(([, row]) => (scalar(row) ? ['value'] : keys(row))))];
    if (columns.length === 0) return host.print('log', [shown(rows)]);
    const lines = [columns, ...all.map(([, row]) => columns.map((column) => cell(scalar(row) ? row : row[column])))];
    const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
    const numeric = columns.map((_, i) => lines.slice(1).every((line) => /^-?[\d.]*$/.test(line[i])));
    const draw = (line) => line.map((text, i) => (numeric[i] ? text.padStart(widths[i]) : text.padEnd(widths[i]))).join('  ').trimEnd();
    const rule = widths.map((width) => '─'.repeat(width)).join('  ');
    host.print('log', [[draw(lines[0]), rule, ...lines.slice(1).map(draw)].join('\n')]);
  }

  const printer = (level) => (...values) => { host.print(level, values.map(shown)); };

  return freeze({
    shown,
    console: freeze({
      debug: printer('debug'), log: printer('log'), info: printer('info'), warn: printer('warn'), error: printer('error'), table,
    }),
  });
})
