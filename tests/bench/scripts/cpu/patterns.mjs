// Lines of a log, taken apart with regular expressions.
const LINE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z (INFO|WARN|ERROR) \[([\w-]+)\] (.*)$/;
const WORD = /\b([a-z]+)=("[^"]*"|\S+)/g;
const lines = Array.from({ length: 2_000 }, (_, n) => `2026-11-${String(1 + (n % 28)).padStart(2, '0')}T12:${String(n % 60).padStart(2, '0')}:00Z `
  + `${['INFO', 'WARN', 'ERROR'][n % 3]} [task-${n % 17}] took=${n}ms peer="worker ${n % 5}" code=${n % 3}`);

export function run() {
  let found = 0;
  for (let n = 0; n < 5; n++) {
    for (const line of lines) {
      const [, , , day, , , , level, , rest] = line.match(LINE);
      for (const [, key, value] of rest.matchAll(WORD)) found += key.length + value.length + level.length + Number(day);
    }
  }
  return found;
}
