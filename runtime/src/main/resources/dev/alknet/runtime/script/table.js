// Rows as text in columns, as wide as their widest cell; numbers to the right.
'use strict';

(function ({ p }) {
  const { String, TypeError, array, exec, isArray, keys, map, push, stringify, string } = p;

  const scalar = (value) => value === null || (typeof value !== 'object' && typeof value !== 'function');

  // One cell: text as it is, in one line; other things as JSON, or the way they say.
  function cell(value) {
    if (value === undefined) return '';
    if (typeof value === 'string') return string.replaceAll(value, '\n', '\\n');
    try {
      return stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  }

  // [name, row] of everything in an array, an object, a Map or a Set.
  function rowsOf(rows) {
    const all = [];
    if (p.tagOf(rows) === '[object Map]') map.forEach(rows, (row, key) => { push(all, [cell(key), row]); });
    else if (p.tagOf(rows) === '[object Set]') p.sets.forEach(rows, (row) => { push(all, ['', row]); });
    else {
      const names = keys(rows);
      for (let i = 0; i < names.length; i++) push(all, [names[i], rows[names[i]]]);
    }
    return all;
  }

  const NUMBER = /^-?[\d.]*$/;

  // `columns` chooses and orders. Rows of an object or a Map begin with their names. Answers undefined
  // when there is nothing that has columns.
  return (rows, columns) => {
    if (columns !== undefined && !isArray(columns)) throw new TypeError('console.table(rows, columns): columns is an array of names');
    if (scalar(rows)) return undefined;
    const all = rowsOf(rows);
    const named = !isArray(rows) && p.tagOf(rows) !== '[object Set]';
    const names = [];
    const add = (name) => {
      for (let i = 0; i < names.length; i++) if (names[i] === name) return;
      push(names, name);
    };
    let values = false;
    for (let i = 0; i < all.length; i++) {
      const row = all[i][1];
      if (scalar(row)) {
        values = true;
      } else if (columns === undefined) {
        const own = keys(row);
        for (let j = 0; j < own.length; j++) add(own[j]);
      }
    }
    for (let i = 0; columns !== undefined && i < columns.length; i++) add(`${columns[i]}`);
    if (names.length === 0 && !values) return undefined;

    const head = [];
    if (named) push(head, '');
    for (let i = 0; i < names.length; i++) push(head, names[i]);
    if (values) push(head, 'value');
    const lines = [head];
    for (let i = 0; i < all.length; i++) {
      const row = all[i][1];
      const line = named ? [all[i][0]] : [];
      for (let j = 0; j < names.length; j++) push(line, scalar(row) ? '' : cell(row[names[j]]));
      if (values) push(line, scalar(row) ? cell(row) : '');
      push(lines, line);
    }

    const widths = [];
    const numeric = [];
    for (let column = 0; column < head.length; column++) {
      let width = 0;
      let numbers = true;
      for (let i = 0; i < lines.length; i++) {
        width = p.max(width, lines[i][column].length);
        if (i > 0 && exec(NUMBER, lines[i][column]) === null) numbers = false;
      }
      push(widths, width);
      push(numeric, numbers);
    }

    const drawn = [];
    for (let i = 0; i < lines.length; i++) {
      const cells = [];
      for (let j = 0; j < head.length; j++) push(cells, numeric[j] ? string.padStart(lines[i][j], widths[j]) : string.padEnd(lines[i][j], widths[j]));
      push(drawn, string.trimEnd(array.join(cells, '  ')));
      if (i === 0) {
        const rules = [];
        for (let j = 0; j < head.length; j++) push(rules, string.repeat('─', widths[j]));
        push(drawn, array.join(rules, '  '));
      }
    }
    return array.join(drawn, '\n');
  };
})
