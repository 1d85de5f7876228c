package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory this process needs: the heap after a collection, the direct memory that Netty's
/// pool and the JDK have taken, and all that is resident, which is the only one to count what the
/// native QUIC library allocates.
record Memory(long heap, long direct, long resident) {
  private static final long PAGE = 4096;

  /// As it is now.
  static Memory now() throws IOException, InterruptedException {
    for (var i = 0; i < 3; i++) {
      collect();
    }
    var jdk = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
        .stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
    var netty = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    var pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1]);
    return new Memory(heap, Math.max(jdk, netty), pages * PAGE);
  }

  /// Collects, and waits until what a collection before this one has found is finalized.
  ///
  /// Netty's QUIC connections have finalizers, so all of a closed connection stays until one
  /// collection has found it, its finalizer has run, and another has come. Collections on the heels
  /// of each other leave no time for that: a thousand closed connections then were still there after
  /// six. Whatever one has found is taken to the finalizers as a whole, by a thread that has come to
  /// the next lot when it brings the mark of that.
  @SuppressWarnings("deprecation") // goes when finalizers go
  private static void collect() throws InterruptedException {
    var found = new ReferenceQueue<Object>();
    var mark = new WeakReference<>(new Object(), found);
    System.gc();
    assertThat(found.remove()).isSameAs(mark);
    while (ManagementFactory.getMemoryMXBean().getObjectPendingFinalizationCount() > 0) {
      Thread.onSpinWait();
    }
  }

  Memory minus(Memory before) {
    return new Memory(heap - before.heap, direct - before.direct, resident - before.resident);
  }

  Memory dividedBy(int count) {
    return new Memory(heap / count, direct / count, resident / count);
  }

  /// What Java code holds on to.
  long held() {
    return heap + direct;
  }

  @Override
  public String toString() {
    return "heap %,d KiB, direct %,d KiB, resident %,d KiB".formatted(heap >> 10, direct >> 10,
        resident >> 10);
  }
}
