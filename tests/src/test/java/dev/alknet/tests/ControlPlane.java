package dev.alknet.tests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Calls something small on a node a hundred times a second, and knows how long the answers took.
final class ControlPlane implements AutoCloseable {
  private static final long PERIOD_MILLIS = 10;

  private final Node node;
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  ControlPlane(Node node) {
    this.node = node;
    var _ = clock.scheduleAtFixedRate(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// What the slowest in a hundred took since the last time, in milliseconds; waits for so many.
  double slowest(int calls) {
    while (nanos.size() < calls) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS));
    }
    var taken = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    nanos.clear();
    return taken[taken.length * 99 / 100] / 1e6;
  }

  private void ask() {
    var begun = System.nanoTime();
    try {
      var _ = node.operatorEnv(Call.root(CallId.random(), Deadline.NONE))
          .invoke("services/schema", JsonNodeFactory.instance.objectNode()
              .put("name",
                  "services/schema"));
      nanos.add(System.nanoTime() - begun);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
