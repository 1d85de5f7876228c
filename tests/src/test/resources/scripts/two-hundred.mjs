// Runs input.count containers in a row that exit at once, each with its own code and a last line
// without a newline, and checks every answer.
const wrong = [];
for (let i = 0; i < input.count; i++) {
  const code = i % 120;
  const { id } = await ops.container.run({ command: ['sh', '-c', `echo one ${i}; printf 'two ${i}'; exit ${code}`] });
  const exit = i % 2 === 0 ? await ops.container.wait({ id }) : null;
  const lines = [];
  for await (const { text } of ops.container.logs({ id, follow: true })) lines.push(text);
  const { exitCode } = exit ?? await ops.container.wait({ id });
  await ops.container.remove({ id });
  if (exitCode !== code || lines.join() !== `one ${i},two ${i}`) wrong.push({ i, exitCode, lines });
}
export default { wrong, left: (await ops.container.list({ all: true })).length };
