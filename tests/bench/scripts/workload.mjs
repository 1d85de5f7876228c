// What is timed, in every JavaScript engine alike: `call` many times, each time awaited.
// Both answer the milliseconds it took.

const AT_ONCE = 64;

export async function sequential(call, calls) {
  const begun = Date.now();
  for (let n = 0; n < calls; n++) {
    await call({ n });
  }
  return Date.now() - begun;
}

export async function concurrent(call, calls) {
  const begun = Date.now();
  for (let n = 0; n < calls; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => call({ n: n + i })));
  }
  return Date.now() - begun;
}
