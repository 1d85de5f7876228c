// The workload in Node.js: every call is an async function. Reads `work calls` a line, answers milliseconds.
import { createInterface } from 'node:readline';
import * as workload from './workload.mjs';

const echo = async (data) => data;

for await (const line of createInterface({ input: process.stdin })) {
  const [work, calls] = line.split(' ');
  console.log(await workload[work](echo, Number(calls)));
}
