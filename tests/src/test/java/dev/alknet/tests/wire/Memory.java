package dev.alknet.tests.wire;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory this process needs: the heap after a collection, the direct memory that Netty's
/// pool and the JDK have taken, and all that is resident, which is the only one to count what the
/// native QUIC library allocates.
record Memory(long heap, long direct, long resident) {
  private static final long PAGE = 4096;

  /// As it is now.
  static Memory now() throws IOException {
    for (var i = 0; i < 3; i++) {
      System.gc();
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
