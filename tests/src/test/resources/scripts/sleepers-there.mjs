// Starts two long containers on a worker, says so, and waits for them: for tests that interrupt it.
const worker = env.peer('worker-1');
const runs = await Promise.all([1, 2].map(() => worker.invoke('container/run', { command: ['sleep', '86399'] })));
console.log('started ' + runs.map(({ name }) => name).join(' '));
await Promise.all(runs.map(({ id }) => worker.invoke('container/wait', { id })));
