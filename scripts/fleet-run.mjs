// Runs a command on every peer of this node, follows all logs at once and reports.
//
//   ./alk run --connect scripts/fleet-run.mjs
//   ./alk run --connect scripts/fleet-run.mjs --input '{"command": ["uname", "-a"], "concurrency": 10}' --json
//
// input   {command?: [string], image?: string (with Docker), peers?: [string] (all that are attached), concurrency?: number (all at once)}
// result  {runs: [{peer, exitCode, lines, seconds, error?}]}; exits 1 when any run failed

import { fanOut } from 'alk:fleet';

const {
  command = ['sh', '-c', 'for step in 1 2 3; do echo "step $step of 3 on $(uname -n)"; sleep 0.2; done'],
  image,
  peers = env.peers(),
  concurrency,
} = input;
const width = Math.max(0, ...peers.map((peer) => peer.length));
const onLine = ({ text }, { peer }) => console.log(`${peer.padEnd(width)} | ${text}`);

const ledger = await fanOut(peers, { command, image }, { concurrency, onLine });
const runs = ledger.entries.map(({ target: peer, seconds, value, error }) => {
  const row = { peer, exitCode: value?.exitCode ?? null, lines: value?.lines ?? 0, seconds };
  return value === undefined ? { ...row, error: error?.message } : row;
});
if (runs.length === 0) {
  console.log('no peer is attached to this node; docs/fleet.md says how to attach one');
} else {
  console.table(runs);
}

export default { runs };
export const exitCode = ledger.ok ? 0 : 1;
