// Runs a command on every peer of this node, follows all logs at once and reports.
//
//   ./alk run --connect scripts/fleet-run.mjs
//   ./alk run --connect scripts/fleet-run.mjs --input '{"command": ["uname", "-a"]}' --json
//
// input   {command?: [string], image?: string (with Docker), peers?: [string] (all that are attached)}
// result  {runs: [{peer, exitCode, lines, seconds, error?}]}; exits 1 when any run failed

const {
  command = ['sh', '-c', 'for step in 1 2 3; do echo "step $step of 3 on $(uname -n)"; sleep 0.2; done'],
  image,
  peers = env.peers(),
} = input;
const width = Math.max(0, ...peers.map((peer) => peer.length));

async function work(id) {
  const peer = env.peer(id);
  const container = await peer.invoke('container/run', { command, image });
  try {
    let lines = 0;
    for await (const { text } of peer.subscribe('container/logs', { id: container.id, follow: true })) {
      lines += 1;
      console.log(`${id.padEnd(width)} | ${text}`);
    }
    const { exitCode } = await peer.invoke('container/wait', { id: container.id });
    return { exitCode, lines };
  } finally {
    await peer.invoke('container/remove', { id: container.id, force: true });
  }
}

async function run(peer) {
  const began = Date.now();
  const outcome = await work(peer).catch((error) => ({ exitCode: null, lines: 0, error: error.message }));
  const { error, ...done } = outcome;
  const row = { peer, ...done, seconds: (Date.now() - began) / 1000 };
  return error === undefined ? row : { ...row, error };
}

const runs = await Promise.all(peers.map(run));
if (runs.length === 0) {
  console.log('no peer is attached to this node; docs/fleet.md says how to attach one');
} else {
  console.table(runs);
}

export default { runs };
export const exitCode = runs.some((run) => run.exitCode !== 0) ? 1 : 0;
