// Follows the logs of everything that runs, here or on the peers, and reports the lines that look like errors, in groups.
//
//   ./alk run --connect scripts/watch-errors.mjs
//   ./alk run --connect scripts/watch-errors.mjs --input '{"pattern": "warn|error", "most": 20}' --json
//
// input   {pattern?: string, a regular expression ("error|fail"), most?: lines to wait for (10), peers?: [string] (this node only)}
// result  {lines: [{where, text}]}; ends when that many lines were seen, or when all of it has ended

import { dedupe, filter, join, map, pipe, take } from 'alk:streams';

const { pattern = 'error|fail', most = 10, peers = [] } = input;
const wanted = new RegExp(pattern, 'i');

async function logsOf(at, place) {
  const containers = await at.invoke('container/list', {});
  return containers
    .filter(({ state }) => state === 'running')
    .map(({ id, name }) => pipe(
      at.subscribe('container/logs', { id, follow: true }),
      map(({ text }) => ({ where: `${place}${name ?? id}`, text })),
    ));
}

const places = [logsOf(env, ''), ...peers.map((peer) => logsOf(env.peer(peer), `${peer}/`))];
const logs = (await Promise.all(places)).flat();
const errors = pipe(join(...logs), filter(({ text }) => wanted.test(text)), dedupe(), take(most));

const lines = [];
for await (const line of errors) {
  console.log(`${line.where} | ${line.text}`);
  lines.push(line);
}

export default { lines };
