package dev.alknet.bench.wire;

/// A process of a contender that fails must end, whatever event loops it has: somebody waits for it.
final class Ending {
  private Ending() {}

  static void withFailures() {
    Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    });
  }
}
