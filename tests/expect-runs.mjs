// Checks what scripts/await-containers.mjs answered: {got: {runs}, provider, exitCodes}. For .ci/run.
const { got, provider, exitCodes } = input;
const seen = JSON.stringify(got.runs.map((run) => [run.provider, run.exitCode, run.lines]));
const expected = JSON.stringify(exitCodes.map((code) => [provider, code, 4]));
if (seen !== expected) throw new Error(`expected ${expected}, got ${seen}`);
