package dev.alknet.bench.docker;

/// How much is measured: bytes of a stream, calls of a series, rounds.
record Amount(long bytes, int calls, int rounds) {
  /// Good enough to print.
  static final Amount FULL = new Amount(1L << 30, 100, 5);

  /// Good enough to see whether something is badly wrong.
  static final Amount QUICK = new Amount(16L << 20, 8, 2);

  long mebibytes() {
    return bytes >> 20;
  }
}
