// JSON there and back.
const record = (n) => ({ id: n, name: `container-${n}`, labels: { a: 'x'.repeat(n % 7), b: [n, n / 3, null, n % 2 === 0] } });
const list = Array.from({ length: 2_000 }, (_, n) => record(n));

export function run() {
  let length = 0;
  for (let n = 0; n < 10; n++) {
    const text = JSON.stringify(list);
    length += text.length + JSON.parse(text).length;
  }
  return length;
}
