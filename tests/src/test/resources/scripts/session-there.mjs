// Opens a session on another node, composes an operation there, calls it, keeps it for review.
const there = env.peer('worker-1');
const { session } = await there.invoke('session/open', {});
const line = (code) => there.invoke('session/eval', { session, code });

const before = (await there.operations()).length;
await line(`env.register({ name: 'mine/count', description: 'How many operations there are.' }, async ({ more }) => {
  const { operations } = await env.invoke('services/list', {});
  return operations.length > 0 ? 40 + more : 0;
})`);
const { value, console: printed } = await line("console.log('there'); await ops.mine.count({ more: 2 })");
const { promotion, calls } = await there.invoke('script/promote', { session, operation: 'mine/count' });
const listed = (await there.operations()).length - before;
await there.invoke('session/close', { session });
const gone = await line('1').catch(({ code }) => code);

const items = [];
const code = "export default async function* ({ n }) { console.log('run'); yield 'half'; return 2 * n; }";
for await (const item of there.subscribe('script/run', { code, input: { n: 4 } })) items.push(item);

export default { value, printed, promotion, calls, listed, gone, items };
