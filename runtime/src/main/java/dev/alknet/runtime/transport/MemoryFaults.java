package dev.alknet.runtime.transport;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// What goes wrong on a [MemoryLink], in both directions. What it sets holds for what is written
/// afterwards; the same seed gives every stream the same fate again.
public final class MemoryFaults {
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private final SplittableRandom seeds;
  private volatile Delay delay = new Delay(0, 0);
  private volatile Loss loss = new Loss(0, 0);
  private volatile int pieces = Integer.MAX_VALUE;
  private volatile boolean stalled;

  MemoryFaults(long seed) {
    seeds = new SplittableRandom(seed);
  }

  /// Everything takes `latency`, and up to `jitter` more. Order within a stream is kept.
  public void delay(Duration latency, Duration jitter) {
    delay = new Delay(latency.toNanos(), jitter.toNanos());
  }

  /// Each write is lost with probability `rate` and arrives with the retransmission, `timeout`
  /// later, which may be lost as well. Streams are reliable: what was written behind it on the same
  /// stream waits for it.
  public void loss(double rate, Duration timeout) {
    if (rate < 0 || rate >= 1) {
      throw new IllegalArgumentException("loss rate is not in [0, 1): " + rate);
    }
    loss = new Loss(rate, timeout.toNanos());
  }

  /// Hands over what arrives in pieces of random size, at most `max` bytes each, as a network may.
  public void pieces(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("pieces need at least one byte: " + max);
    }
    pieces = max;
  }

  /// From now on nothing arrives and nothing fails.
  public void stall() {
    stalled = true;
  }

  /// Ends a [#stall]; what was held up arrives.
  public void unstall() {
    stalled = false;
    waiting.forEach(Runnable::run);
  }

  boolean stalled() {
    return stalled;
  }

  /// Runs `wake` at every [#unstall], until [#forget].
  void remember(Runnable wake) {
    waiting.add(wake);
  }

  void forget(Runnable wake) {
    waiting.remove(wake);
  }

  /// A source of chance for one stream direction.
  synchronized SplittableRandom chance() {
    return seeds.split();
  }

  /// When something sent now arrives, in [System#nanoTime].
  long arrival(SplittableRandom chance) {
    var now = delay;
    var nanos = now.latency + (now.jitter == 0 ? 0 : chance.nextLong(now.jitter));
    for (var l = loss; l.rate > 0 && chance.nextDouble() < l.rate;) {
      nanos += l.timeout;
    }
    return System.nanoTime() + nanos;
  }

  /// How many of `left` bytes are handed over at once.
  int piece(int left, SplittableRandom chance) {
    var max = pieces;
    return max == Integer.MAX_VALUE ? left : Math.min(left, 1 + chance.nextInt(max));
  }

  private record Delay(long latency, long jitter) {}

  private record Loss(double rate, long timeout) {}
}
