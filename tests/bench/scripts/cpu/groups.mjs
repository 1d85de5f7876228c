// Map, filter and reduce over many small objects, with a Map for the groups.
export function run() {
  const calls = Array.from({ length: 40_000 }, (_, n) => ({ node: `worker-${n % 50}`, took: (n * 7919) % 1000, fine: n % 11 !== 0 }));
  const groups = calls.filter(({ fine }) => fine).map(({ node, took }) => [node, took * 2]).reduce((all, [node, took]) => {
    const group = all.get(node) ?? { count: 0, sum: 0 };
    group.count += 1;
    group.sum += took;
    return all.set(node, group);
  }, new Map());
  return [...groups].map(([node, { count, sum }]) => `${node}:${sum / count}`).join();
}
