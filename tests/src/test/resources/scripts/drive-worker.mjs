// Drives a worker: follows one container to its end, and gives up a second one on the way.
const worker = env.peer('worker-1');
const first = await worker.invoke('container/run', { command: ['sh', '-c', 'for i in 1 2 3; do echo line $i; sleep 0.1; done; exit 4'] });
const lines = [];
for await (const { text } of worker.subscribe('container/logs', { id: first.id, follow: true })) lines.push(text);
const { exitCode, provider } = await worker.invoke('container/wait', { id: first.id });
await worker.invoke('container/remove', { id: first.id });

const second = await worker.invoke('container/run', { command: ['sh', '-c', 'echo begun; sleep 86399'] });
const leave = new AbortController();
const waited = worker.invoke('container/wait', { id: second.id }, { signal: leave.signal }).catch((error) => error.code);
const followed = (async () => {
  try {
    for await (const _ of worker.subscribe('container/logs', { id: second.id, follow: true }, { signal: leave.signal })) leave.abort();
  } catch (error) {
    return error.code;
  }
})();
const aborted = [await waited, await followed];
await worker.invoke('container/remove', { id: second.id, force: true });

const left = await worker.invoke('container/list', { all: true });
export default { lines, exitCode, provider, aborted, left: left.filter(({ id }) => id === first.id || id === second.id).length };
