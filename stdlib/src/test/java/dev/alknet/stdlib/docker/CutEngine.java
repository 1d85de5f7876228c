package dev.alknet.stdlib.docker;

import java.net.URI;
import java.util.Random;

/// A real daemon whose connections break: each one, by chance, somewhere in its first bytes.
final class CutEngine extends EngineFront {
  private final Random random;
  private final int bytes;

  CutEngine(URI daemon, Random random, int bytes) {
    super(daemon);
    this.random = random;
    this.bytes = bytes;
  }

  @Override
  long allowance() {
    return random.nextInt(3) > 0 ? Long.MAX_VALUE : random.nextInt(1, bytes);
  }
}
