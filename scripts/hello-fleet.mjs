// The shortest real thing: start work, read what it says, await its end.
//
//   ./alk run scripts/hello-fleet.mjs
//   ./alk run scripts/hello-fleet.mjs --input '{"name": "Ada"}'

const greeting = `hello ${input.name ?? 'world'}`;
const run = await ops.container.run({ command: ['sh', '-c', 'echo "$GREETING from $(uname -s)"'], env: { GREETING: greeting } });

for await (const { text } of ops.container.logs({ id: run.id, follow: true })) {
  console.log(`${run.name} | ${text}`);
}
const { exitCode } = await ops.container.wait({ id: run.id });
await ops.container.remove({ id: run.id });

export default { name: run.name, provider: run.provider, exitCode };
