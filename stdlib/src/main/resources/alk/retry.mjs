// Doing something again until it works.
//
//   import { retry } from 'alk:retry';
//   const image = await retry(() => ops.docker.image.pull({ image: 'alpine' }), { attempts: 4 });
//   const green = await retry(({ attempt }) => check(attempt), { until: ({ exitCode }) => exitCode === 0 });

const wait = (milliseconds, signal) => sleep(milliseconds, { signal });

function checkOptions({ attempts, delay, factor, maxDelay, jitter }) {
  if (!(attempts === Infinity || (Number.isInteger(attempts) && attempts >= 1))) throw new TypeError(`attempts is a number from 1, not ${attempts}`);
  if (!(delay >= 0 && maxDelay >= 0)) throw new TypeError('delay and maxDelay are milliseconds from 0');
  if (!(factor >= 1)) throw new TypeError(`factor is a number from 1, not ${factor}`);
  if (!(jitter >= 0 && jitter <= 1)) throw new TypeError(`jitter is a number from 0 to 1, not ${jitter}`);
}

/** How long to wait after attempt `attempt` (from 1) has failed. */
export function delayAfter(attempt, { delay = 100, factor = 2, maxDelay = 30_000, jitter = 0.5 } = {}) {
  const full = Math.min(maxDelay, delay * factor ** (attempt - 1));
  return full - full * jitter * Math.random();
}

/**
 * Calls `work({attempt, signal})` until it answers something good, `attempts` times at the most (5), and waits
 * in between: `delay` milliseconds (100), `factor` times as long each time (2), never longer than `maxDelay` (30000),
 * less up to `jitter` of it at random (0.5).
 *
 * `when(error, attempt)` says which errors are worth another attempt: those that say they are `retryable`.
 * `until(value, attempt)` says which values are good: every one. When the attempts are used up, the last error is
 * thrown, or the last value answered.
 */
export async function retry(work, options = {}) {
  if (typeof work !== 'function') throw new TypeError('retry(work, options): work is a function');
  const {
    attempts = 5, delay = 100, factor = 2, maxDelay = 30_000, jitter = 0.5, signal,
    when = (error) => error?.retryable === true, until = () => true,
  } = options;
  checkOptions({ attempts, delay, factor, maxDelay, jitter });
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      const value = await work({ attempt, signal });
      if (attempt >= attempts || await until(value, attempt)) return value;
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !await when(error, attempt)) throw error;
    }
    await wait(delayAfter(attempt, { delay, factor, maxDelay, jitter }), signal);
  }
}
