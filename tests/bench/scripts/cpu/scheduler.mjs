// Tasks of several classes that hand packets to each other through queues, as in the benchmark called Richards.
class Task {
  constructor(id) {
    this.id = id;
    this.queue = [];
    this.done = 0;
  }

  step(all) {
    const packet = this.queue.shift();
    if (packet === undefined) return false;
    this.done += 1;
    this.take(packet, all);
    return true;
  }
}

class Worker extends Task {
  take(packet, all) {
    for (let i = 0; i < packet.data.length; i++) packet.data[i] = (packet.data[i] * 31 + this.id + i) % 65_521;
    all[(this.id + packet.data[0]) % all.length].queue.push(packet);
  }
}

class Relay extends Task {
  take(packet, all) {
    packet.hops += 1;
    all[(this.id + packet.hops) % all.length].queue.push(packet);
  }
}

class Device extends Task {
  take(packet, all) {
    packet.hops += this.queue.length & 1;
    all[packet.hops % all.length].queue.push(packet);
  }
}

export function run() {
  const kinds = [Worker, Relay, Device];
  const tasks = Array.from({ length: 12 }, (_, id) => new kinds[id % 3](id));
  for (let n = 0; n < 24; n++) tasks[n % 12].queue.push({ hops: n, data: [n, 2 * n, 3 * n, 4 * n] });
  let steps = 0;
  while (steps < 100_000) {
    for (const task of tasks) if (task.step(tasks)) steps += 1;
  }
  return tasks.map(({ done }) => done);
}
