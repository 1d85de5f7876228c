package dev.alknet.runtime.script;

/// What is left of the calling thread's stack.
///
/// A script may use up the stack wherever it likes, and so also in the middle of what the host does
/// for it. Code of the host that is cut off at any point may leave a lock taken, or a class that
/// cannot be loaded any more in this process; it must not be begun where it may not end.
final class StackRoom {
  /// Each takes 44 bytes at the least, after the compiler has put several into one.
  private static final int FRAMES = 1500;

  private StackRoom() {}

  /// Throws a [StackOverflowError] unless some 64 KiB are left, which is enough for loading what a
  /// host function needs.
  static void check() {
    if (take(FRAMES, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) < FRAMES) {
      throw new IllegalStateException("the stack cannot be measured");
    }
  }

  private static long take(int frames, long a, long b, long c, long d, long e, long f, long g,
      long h, long i, long j) {
    return frames == 0
        ? a + b + c + d + e + f + g + h + i + j
        : take(frames - 1, b, c, d, e, f, g, h, i, j, a) + 1;
  }
}
