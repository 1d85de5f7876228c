package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.operation.OperationName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The calls whose handlers run on a node now. Safe for use by many threads.
public final class RunningCalls {
  /// One of them: what is called, on whose behalf, and since when, in nanoseconds.
  public record Running(OperationName operation, String caller, long since) {
    /// How long it has run.
    public Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  private final Map<Call, Running> running = new ConcurrentHashMap<>();

  /// All, the oldest first.
  public List<Running> all() {
    return running.values().stream().sorted(Comparator.comparingLong(Running::since)).toList();
  }

  void begin(Call call, OperationName operation, Caller caller) {
    var who = caller.identity();
    running.put(call, new Running(operation, who == null ? "anonymous" : who.id(),
        System.nanoTime()));
  }

  void end(Call call) {
    running.remove(call);
  }
}
