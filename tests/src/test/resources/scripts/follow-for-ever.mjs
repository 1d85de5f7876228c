// Follows a container that talks for ever: for tests that take the daemon away.
const { id } = await ops.container.run({ command: ['sh', '-c', 'while true; do echo tick; sleep 0.1; done'], name: input.name });
for await (const { text } of ops.container.logs({ id, follow: true })) console.log(text);
