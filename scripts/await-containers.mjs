// Starts containers, follows the logs of all of them at once, awaits every completion and reports.
//
//   ./alk run scripts/await-containers.mjs
//   ./alk run scripts/await-containers.mjs --input '{"count": 5, "fail": true}' --json
//
// input   {count?: 1..100 (3), fail?: boolean (false): one of them fails, image?: string (with Docker)}
// result  {runs: [{name, provider, exitCode, lines, seconds}]}; exits 1 when any run failed

import { awaitExit, run } from 'alk:fleet';

const { count = 3, fail = false, image } = input;
if (!Number.isInteger(count) || count < 1 || count > 100) {
  throw new RangeError(`input.count is a whole number from 1 to 100, not ${JSON.stringify(count)}`);
}

const batch = Math.random().toString(16).slice(2, 8);
const names = Array.from({ length: count }, (_, i) => `await-${batch}-${i + 1}`);
const width = `await-${batch}-${count}`.length;

function work(index) {
  const exit = fail && index === count - 1 ? 3 : 0;
  const steps = `for step in 1 2 3; do echo "step $step of 3"; sleep 0.${index % 3 + 1}; done`;
  return ['sh', '-c', `${steps}; ${exit === 0 ? 'printf done' : 'echo "giving up" >&2'}; exit ${exit}`];
}

async function follow(name, index) {
  const started = await run({ name, image, command: work(index) });
  const onLine = ({ text }) => console.log(`${name.padEnd(width)} | ${text}`);
  const { exitCode, lines, seconds } = await awaitExit(started, { onLine });
  return { name, provider: started.provider, exitCode, lines, seconds };
}

const runs = await Promise.all(names.map(follow));
console.table(runs);

export default { runs };
export const exitCode = runs.some((run) => run.exitCode !== 0) ? 1 : 0;
