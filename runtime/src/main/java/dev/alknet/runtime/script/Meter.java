package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one run has used up. Going beyond a limit stops the run, once, by the way it was given;
/// what the code makes of the failure it gets then no longer counts. Safe for use by many threads.
final class Meter {
  private final ResourceLimits limits;
  private final Consumer<CallError> stop;
  private final Supplier<@Nullable CallError> ended;
  private final Map<Limit, AtomicLong> used = new EnumMap<>(Limit.class);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /// The meter of what belongs to this call.
  static Meter of(Call call, ResourceLimits limits) {
    return new Meter(limits, call::abort, call::aborted);
  }

  /// `stop` stops the run, `ended` says why it was stopped, by whomever: then there is nothing to be
  /// had any more.
  Meter(ResourceLimits limits, Consumer<CallError> stop, Supplier<@Nullable CallError> ended) {
    this.limits = limits;
    this.stop = stop;
    this.ended = ended;
    for (var limit : Limit.values()) {
      used.put(limit, new AtomicLong());
    }
  }

  /// Uses up more of something; [CallException] when that is too much.
  void add(Limit limit, long amount) {
    judge(limit, count(limit).addAndGet(amount));
  }

  /// Gives back what was used for a while.
  void giveBack(Limit limit, long amount) {
    count(limit).addAndGet(-amount);
  }

  /// Something has this size; [CallException] when that is too much.
  void check(Limit limit, long size) {
    judge(limit, size);
  }

  /// Whether a value that leaves the script is small and flat enough; [CallException] otherwise.
  String checked(String json) {
    check(Limit.OUTPUT, json.length());
    check(Limit.DEPTH, Json.depth(json));
    return json;
  }

  /// The same for a value that is no text yet.
  void check(JsonNode value) {
    if (limits.has(Limit.OUTPUT) || limits.has(Limit.DEPTH)) {
      checked(Json.print(value));
    } else {
      check(Limit.OUTPUT, 0);
    }
  }

  /// Counts this call among those under way until it has settled.
  <T> T atOnce(T started, Call call) {
    call.onSettled(_ -> giveBack(Limit.CALLS_AT_ONCE, 1));
    return started;
  }

  /// The session's thread has worked for these nanoseconds and allocated these bytes.
  void worked(long time, long bytes) {
    observe(Limit.CPU, TimeUnit.NANOSECONDS.toMillis(nanos.addAndGet(time)));
    observe(Limit.HEAP, count(Limit.HEAP).addAndGet(bytes));
  }

  private void observe(Limit limit, long amount) {
    var allowed = limits.of(limit);
    if (allowed.isPresent() && amount > allowed.getAsLong()) {
      stop(CallError.resourceLimit(limit, allowed.getAsLong(), amount));
    }
  }

  private void judge(Limit limit, long amount) {
    var why = ended.get();
    if (why != null) {
      throw new CallException(why);
    }
    var allowed = limits.of(limit);
    if (allowed.isPresent() && amount > allowed.getAsLong()) {
      var reason = CallError.resourceLimit(limit, allowed.getAsLong(), amount);
      stop(reason);
      throw new CallException(reason);
    }
  }

  /// Stops the run, unless it was stopped before.
  void stop(CallError reason) {
    if (stopped.compareAndSet(false, true)) {
      stop.accept(reason);
    }
  }

  private AtomicLong count(Limit limit) {
    return Objects.requireNonNull(used.get(limit));
  }
}
