// Registers an operation for this session, composed of others, and uses it: runs a command again
// until it succeeds.
//
//   ./alk run scripts/retry-until-green.mjs
//   ./alk run scripts/retry-until-green.mjs --input '{"command": ["sh", "-c", "exit 1"], "attempts": 2}'
//
// input   {command?: string[], attempts?: 1..20 (5)}; the command finds its attempt in $ATTEMPT
// result  {attempts: [{attempt, exitCode}], green}; exits 1 when it never succeeded

import { awaitExit, run } from 'alk:fleet';
import { retry } from 'alk:retry';

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
}, async ({ command, attempts = 5 }, { signal }) => {
  const tried = [];
  const last = await retry(async ({ attempt }) => {
    const { exitCode } = await awaitExit(await run({ command, env: { ATTEMPT: String(attempt) } }));
    console.log(`attempt ${attempt}: exit code ${exitCode}`);
    tried.push({ attempt, exitCode });
    return exitCode;
  }, { attempts, signal, until: (exitCode) => exitCode === 0 });
  return { attempts: tried, green: last === 0 };
});

const result = await ops.retry['until-green']({
  command: input.command ?? ['sh', '-c', 'test "$ATTEMPT" -ge 3'],
  attempts: input.attempts ?? 5,
});

export default result;
export const exitCode = result.green ? 0 : 1;
