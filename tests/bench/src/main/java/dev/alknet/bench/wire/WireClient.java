package dev.alknet.bench.wire;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// One connection that calls. What its contender does not take, it need not implement.
interface WireClient extends AutoCloseable {
  /// One call whose input and output are such payloads. Made from many virtual threads.
  default void call(Payload payload) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("no calls");
  }

  /// Reads and parses a stream of so many payloads.
  default void stream(long items, Payload payload) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("no streams");
  }

  /// Reads so many bytes that nobody looks at.
  default void bulk(long bytes) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("no bytes in bulk");
  }

  /// Keeps so many calls in flight until the window closes; answers one list per caller. Callers are
  /// virtual threads unless a contender knows better.
  default List<Latencies> load(Workload.Unary work, Window window)
      throws InterruptedException, ExecutionException {
    return VirtualCallers.load(this, work, window);
  }

  @Override
  void close() throws IOException;
}
