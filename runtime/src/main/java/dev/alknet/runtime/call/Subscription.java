package dev.alknet.runtime.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The items of a running subscription, in order, up to their end.
///
/// One receiver takes, one handler emits; between them stand at most [#CAPACITY] items, then the
/// handler waits. Items emitted before a failure arrive before it; after an abort nothing more
/// does. Closing early aborts the call. Source: call.md §17.
public final class Subscription implements AutoCloseable {
  /// How many items may wait for a slow receiver (call.md §15).
  public static final int CAPACITY = 32;

  private final Call call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<JsonNode> items = new ArrayDeque<>(CAPACITY);
  private @Nullable Outcome end;

  /// A subscription that lives and dies with this call.
  public Subscription(Call call) {
    this.call = call;
    call.onAbort(this::wake);
  }

  /// The call behind it.
  public Call call() {
    return call;
  }

  /// The next item; absent at the natural end. Throws [CallException] when the call failed.
  public Optional<JsonNode> next() throws InterruptedException {
    var batch = take(1);
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch.getFirst());
  }

  /// Up to `max` items, as many as are there, at least one; none at the natural end.
  /// Throws [CallException] when the call failed.
  public List<JsonNode> take(int max) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        throwIfAborted();
        if (!items.isEmpty()) {
          var batch = new ArrayList<JsonNode>(Math.min(max, items.size()));
          while (batch.size() < max && !items.isEmpty()) {
            batch.add(items.poll());
          }
          changed.signalAll();
          return batch;
        }
        if (end != null) {
          end.orThrow();
          return List.of();
        }
        awaitChange();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Puts one item in, waiting while the receiver is slow. For the side that runs the handler.
  public void emit(JsonNode item) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      throwIfAborted();
      while (items.size() >= CAPACITY) {
        awaitChange();
        throwIfAborted();
      }
      items.add(item);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Marks the end, natural or not. For the side that runs the handler.
  public void end(Outcome how) {
    lock.lock();
    try {
      if (end == null) {
        end = how;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Stops the call if it still runs.
  @Override
  public void close() {
    boolean running;
    lock.lock();
    try {
      running = end == null;
    } finally {
      lock.unlock();
    }
    if (running) {
      call.abort(CallError.cancelled());
    }
  }

  private void wake() {
    lock.lock();
    try {
      items.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // every caller loops
  private void awaitChange() throws InterruptedException {
    if (!call.deadline().set()) {
      changed.await();
    } else if (changed.awaitNanos(call.deadline().remaining(TimeUnit.NANOSECONDS)) <= 0) {
      call.abort(CallError.timeout());
    }
  }

  private void throwIfAborted() {
    var reason = call.aborted();
    if (reason != null) {
      throw new CallException(reason);
    }
  }
}
