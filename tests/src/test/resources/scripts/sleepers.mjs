// Starts three long containers, says so, and waits for them: for tests that interrupt it.
const runs = await Promise.all([1, 2, 3].map(() => ops.container.run({ command: ['sleep', '86399'] })));
console.log('started ' + runs.map((run) => run.name).join(' '));
try {
  await Promise.all(runs.map(({ id }) => ops.container.wait({ id })));
} catch {
  while (true) await sleep(1000);
}
