package dev.alknet.runtime.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What one platform thread has cost since it was last asked, as the JVM counts it.
final class ThreadCosts {
  private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long id;
  private boolean counting;
  private long nanos;
  private long bytes;

  ThreadCosts(Thread thread) {
    id = thread.threadId();
  }

  /// Forgets what came until now: nobody has to pay for it.
  synchronized void skip() {
    counting = true;
    nanos = BEAN.getThreadCpuTime(id);
    bytes = BEAN.getThreadAllocatedBytes(id);
  }

  /// Adds what came since the last time to the meter of whoever pays, who is asked for after that was read:
  /// what comes while he is being chosen is left to the next time. Before the first [#skip] nothing counts.
  synchronized void charge(Supplier<Meter> payer) {
    var time = BEAN.getThreadCpuTime(id);
    var memory = BEAN.getThreadAllocatedBytes(id);
    if (!counting || time < 0 || memory < 0) {
      return; // the thread has not begun, or is gone
    }
    payer.get().worked(time - nanos, memory - bytes);
    nanos = time;
    bytes = memory;
  }
}
