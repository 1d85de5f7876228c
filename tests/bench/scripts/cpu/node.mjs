// The same in Node.js: `node node.mjs PROGRAM SECONDS` prints the result as JSON.
import measure from './measure.mjs';

const [program, seconds] = process.argv.slice(2);
console.log(JSON.stringify(await measure({ program, seconds: Number(seconds) })));
