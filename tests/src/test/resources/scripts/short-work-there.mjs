// Waits for a second of work on a worker: for tests that end the worker meanwhile.
const worker = env.peer('worker-1');
const { id } = await worker.invoke('container/run', { command: ['sleep', '1'] });
console.log('waiting');
export default await worker.invoke('container/wait', { id });
