// Runs on a hub: offers hub/greet to worker-1 whenever it comes.
let offer;
for await (const { peers } of env.subscribe('peer/watch', {})) {
  const there = peers.some(({ id }) => id === 'worker-1');
  if (there && offer === undefined) {
    offer = env.peer('worker-1').register({ name: 'hub/greet', op_type: 'query' }, ({ name }) => `hello ${name}`);
    console.log('offered');
  }
}
