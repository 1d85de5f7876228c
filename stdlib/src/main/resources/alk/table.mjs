// Rows as text: in columns, as Markdown, or as comma-separated values (RFC 4180).
//
//   import { table } from 'alk:table';
//   console.log(table(runs, { columns: ['peer', { name: 'seconds', title: 'took', value: ({ seconds }) => seconds.toFixed(1) }] }));

const FORMATS = { plain, markdown, csv };

function columnsOf(rows, columns) {
  const given = columns ?? [...new Set(rows.flatMap((row) => (row !== null && typeof row === 'object' ? Object.keys(row) : [])))];
  return given.map((column) => {
    const full = typeof column === 'string' ? { name: column } : column;
    if (typeof full?.name !== 'string') throw new TypeError('a column is a name, or {name, title, value, align, width}');
    const { name, title = name, value = (row) => row?.[name], align, width = Infinity } = full;
    if (align !== undefined && align !== 'left' && align !== 'right') throw new TypeError(`align is 'left' or 'right', not ${align}`);
    return { title, value, align, width };
  });
}

function text(value) {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') return JSON.stringify(value) ?? String(value);
  return String(value);
}

const cut = (word, width) => (word.length > width ? `${word.slice(0, Math.max(0, width - 1))}…` : word);

const isNumber = (word) => /^-?[\d.]*$/.test(word);

function plain(head, lines, columns) {
  const short = lines.map((line) => line.map((word, i) => cut(word.replaceAll('\n', '\\n'), columns[i].width)));
  const widths = head.map((title, i) => Math.max(title.length, ...short.map((line) => line[i].length)));
  const right = columns.map(({ align }, i) => (align === undefined ? short.every((line) => isNumber(line[i])) : align === 'right'));
  const draw = (line) => line.map((word, i) => (right[i] ? word.padStart(widths[i]) : word.padEnd(widths[i]))).join('  ').trimEnd();
  return [draw(head), widths.map((width) => '─'.repeat(width)).join('  '), ...short.map(draw)].join('\n');
}

function markdown(head, lines, columns) {
  const cell = (word, i) => cut(word, columns[i].width).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', '<br>');
  const draw = (line) => `| ${line.map(cell).join(' | ')} |`;
  const rule = columns.map(({ align }, i) => ((align ?? (lines.every((line) => isNumber(line[i])) ? 'right' : 'left')) === 'right' ? '---:' : '---'));
  return [draw(head), `| ${rule.join(' | ')} |`, ...lines.map(draw)].join('\n');
}

function csv(head, lines) {
  const cell = (word) => (/[",\r\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word);
  return [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n');
}

/**
 * `rows` is an array of objects. `columns` chooses and orders (all, in the order of their first appearance): names, or
 * `{name, title, value(row), align: 'left' | 'right', width}`. `format` is `plain` (the default), `markdown` or `csv`.
 * @param {any[]} rows @param {{columns?: any[], format?: string}} [options]
 */
export function table(rows, { columns, format = 'plain' } = {}) {
  if (!Array.isArray(rows)) throw new TypeError('table(rows, options): rows is an array of objects');
  if (!Object.hasOwn(FORMATS, format)) throw new TypeError(`format is ${Object.keys(FORMATS).join(', ')}, not ${format}`);
  const chosen = columnsOf(rows, columns);
  if (chosen.length === 0) return '';
  const lines = rows.map((row) => chosen.map(({ value }) => text(value(row))));
  return FORMATS[format](chosen.map(({ title }) => title), lines, chosen);
}
