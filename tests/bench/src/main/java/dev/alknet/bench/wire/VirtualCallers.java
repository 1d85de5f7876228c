package dev.alknet.bench.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Callers that wait for one answer before they ask again, each on a virtual thread of its own.
final class VirtualCallers {
  private VirtualCallers() {}

  static List<Latencies> load(WireClient client, Workload.Unary work, Window window)
      throws InterruptedException, ExecutionException {
    var payload = Payload.of(work.bytes());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers = new ArrayList<Future<Latencies>>();
      for (var i = 0; i < work.inFlight(); i++) {
        callers.add(executor.submit(() -> {
          var latencies = new Latencies(window);
          long begun;
          do {
            begun = System.nanoTime();
            client.call(payload);
          } while (latencies.add(begun));
          return latencies;
        }));
      }
      var all = new ArrayList<Latencies>();
      for (var caller : callers) {
        all.add(caller.get());
      }
      return all;
    }
  }
}
