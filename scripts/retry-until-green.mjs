// Registers an operation for this session, composed of others, and uses it: runs a command again
// until it succeeds.
//
//   ./alk run scripts/retry-until-green.mjs
//   ./alk run scripts/retry-until-green.mjs --input '{"command": ["sh", "-c", "exit 1"], "attempts": 2}'
//
// input   {command?: string[], attempts?: 1..20 (5)}; the command finds its attempt in $ATTEMPT
// result  {attempts: [{attempt, exitCode}], green}; exits 1 when it never succeeded

env.register({
  name: 'retry/until-green',
  op_type: 'mutation',
  description: 'Runs a command again until it exits with 0.',
  input_schema: {
    type: 'object',
    required: ['command'],
    additionalProperties: false,
    properties: {
      command: { type: 'array', items: { type: 'string' }, minItems: 1 },
      attempts: { type: 'integer', minimum: 1, maximum: 20, default: 5 },
    },
  },
  output_schema: {
    type: 'object',
    required: ['attempts', 'green'],
    properties: { attempts: { type: 'array' }, green: { type: 'boolean' } },
  },
}, async ({ command, attempts = 5 }) => {
  const tried = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { id } = await ops.container.run({ command, env: { ATTEMPT: String(attempt) } });
    const { exitCode } = await ops.container.wait({ id });
    await ops.container.remove({ id });
    console.log(`attempt ${attempt}: exit code ${exitCode}`);
    tried.push({ attempt, exitCode });
    if (exitCode === 0) return { attempts: tried, green: true };
    await sleep(100 * attempt);
  }
  return { attempts: tried, green: false };
});

const result = await ops.retry['until-green']({
  command: input.command ?? ['sh', '-c', 'test "$ATTEMPT" -ge 3'],
  attempts: input.attempts ?? 5,
});

export default result;
export const exitCode = result.green ? 0 : 1;
