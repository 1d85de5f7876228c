package dev.alknet.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// Watches that work takes memory in proportion to its input.
final class Memory {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  /// Room for a decoder's first buffer, an exception and a few strings about the outcome.
  private static final long ALWAYS = 256 << 10;
  /// A tree of empty arrays is the worst: one byte of text becomes an object with a list.
  private static final long PER_BYTE = 300;

  private Memory() {}

  /// What `work` gives. Throws when it takes more than `input` explains, twice: the first time may
  /// load and instrument classes.
  static <T> T bounded(byte[] input, Supplier<T> work) {
    long most = ALWAYS + PER_BYTE * input.length;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var result = work.get();
    if (THREADS.getCurrentThreadAllocatedBytes() - before > most) {
      before = THREADS.getCurrentThreadAllocatedBytes();
      result = work.get();
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (taken > most) {
        throw new AssertionError(input.length + " bytes took " + taken + " bytes of memory");
      }
    }
    return result;
  }
}
