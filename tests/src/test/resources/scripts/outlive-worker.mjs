// Waits for work on a worker that dies meanwhile, sees it leave, and uses it again once it is back.
async function peersUntil(wanted) {
  for await (const { peers } of env.subscribe('peer/watch', {})) {
    if (wanted(peers.map(({ id }) => id))) break;
  }
  while (!wanted(env.peers())) await sleep(20);
}

const worker = env.peer('worker-1');
const { id } = await worker.invoke('container/run', { command: ['sleep', '86399'] });
console.log('waiting');
const failure = await worker.invoke('container/wait', { id }).catch((error) => ({ ours: error instanceof CallError, code: error.code, message: error.message }));
await peersUntil((peers) => !peers.includes('worker-1'));
console.log('lost');
await peersUntil((peers) => peers.includes('worker-1'));
const back = (await worker.operations()).some(({ name }) => name === 'container/run');
const listed = Array.isArray(await worker.invoke('container/list', {}));
export default { failure, back, listed };
