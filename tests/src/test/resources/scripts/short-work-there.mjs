// Follows a second of work on a worker, in one call: for tests that end the worker meanwhile.
const worker = env.peer('worker-1');
const { id } = await worker.invoke('container/run', { command: ['sh', '-c', 'echo begun; sleep 1; echo done'] });
const lines = [];
for await (const { text } of worker.subscribe('container/logs', { id, follow: true })) {
  lines.push(text);
  console.log(text);
}
export default lines;
