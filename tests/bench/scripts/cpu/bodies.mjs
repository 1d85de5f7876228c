// Five bodies that attract each other, in double arithmetic on objects.
const body = (x, y, z, vx, vy, vz, mass) => ({ x, y, z, vx, vy, vz, mass });

const start = () => [
  body(0, 0, 0, 0, 0, 0, 40), body(5, 0, 0.1, 0, 2.8, 0, 0.04), body(0, 9, 0.2, -2.1, 0, 0.1, 0.01),
  body(-13, 0, -0.3, 0, -1.7, 0, 0.002), body(0, -15, 0.5, 1.6, 0, -0.1, 0.002),
];

function advance(bodies, time) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const square = dx * dx + dy * dy + dz * dz;
      const pull = time / (square * Math.sqrt(square));
      a.vx -= dx * b.mass * pull;
      a.vy -= dy * b.mass * pull;
      a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull;
      b.vy += dy * a.mass * pull;
      b.vz += dz * a.mass * pull;
    }
  }
  for (const one of bodies) {
    one.x += time * one.vx;
    one.y += time * one.vy;
    one.z += time * one.vz;
  }
}

export function run() {
  const bodies = start();
  for (let n = 0; n < 40_000; n++) advance(bodies, 0.001);
  return bodies[0].x;
}
