// How long a program takes the first time, and in steady state: `{first, steady}` in milliseconds, `steady` the
// median of the last runs. Runs in every JavaScript engine alike.
const LAST = 9;

export default async ({ program, seconds }) => {
  const { run } = await import(`./${program}.mjs`);
  const times = [];
  const end = Date.now() + seconds * 1000;
  do {
    const begun = Date.now();
    run();
    times.push(Date.now() - begun);
  } while (Date.now() < end || times.length < LAST);
  const last = times.slice(-LAST).sort((a, b) => a - b);
  return { first: times[0], steady: last[(LAST - 1) / 2] };
};
