// New `vm` contexts in Node.js: reads how many to make a line, answers the milliseconds it took.
import { createInterface } from 'node:readline';
import { createContext, runInContext } from 'node:vm';

for await (const line of createInterface({ input: process.stdin })) {
  const begun = performance.now();
  for (let n = 0; n < Number(line); n++) {
    if (runInContext('n + 1', createContext({ n })) !== n + 1) throw new Error('wrong');
  }
  console.log(performance.now() - begun);
}
