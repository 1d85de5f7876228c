package dev.alknet.bench.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// One turn of a contender, as a line to its client process and as what that process then does.
record Turn(Workload workload, Pace pace) {
  private static final long MIB = 1 << 20;

  /// How much of something to do.
  private interface Amount {
    void run(long amount) throws IOException, InterruptedException;
  }

  /// One line that [#parse] understands.
  String text() {
    return "%d %d %s".formatted(pace.warmUp().toMillis(), pace.measuring().toMillis(),
        workload.text());
  }

  static Turn parse(String text) {
    var parts = text.split(" ", 3);
    return new Turn(Workload.parse(parts[2]),
        Pace.ofMillis(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
  }

  Reading take(WireClient client) throws IOException, InterruptedException, ExecutionException {
    return switch (workload) {
      case Workload.Unary unary -> calls(client, unary);
      case Workload.Stream(var bytes) -> {
        var payload = Payload.of(bytes);
        yield Reading.of("items/s", perSecond(items -> client.stream(items, payload), 1_000));
      }
      case Workload.Bulk() -> Reading.of("MiB/s", perSecond(client::bulk, 4 * MIB) / MIB);
    };
  }

  /// A machine so busy that no call ends in the window is asked again.
  private Reading calls(WireClient client, Workload.Unary unary)
      throws InterruptedException, ExecutionException {
    client.load(unary, Window.closed());
    while (true) {
      var window = Window.after(pace);
      var nanos = Latencies.sorted(client.load(unary, window));
      if (nanos.length > 0) {
        return Reading.ofCalls(nanos, seconds(window.length()));
      }
    }
  }

  /// Finds out while warming up how much takes as long as measuring should, then does that much.
  private double perSecond(Amount work, long first) throws IOException, InterruptedException {
    var amount = first;
    var end = System.nanoTime() + pace.warmUp().toNanos();
    do {
      var wanted = rate(work, amount) * seconds(pace.measuring());
      amount = Math.max(first, (long) Math.min(wanted, amount * 4.0));
    } while (System.nanoTime() < end);
    return rate(work, amount);
  }

  private static double rate(Amount work, long amount) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    work.run(amount);
    return amount / seconds(Duration.ofNanos(System.nanoTime() - begun));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
