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
/// One receiver takes, one handler emits; between them stand only so many items or bytes, then the
/// handler waits. Items emitted before a failure arrive before it; after an abort nothing more
/// does. Closing early aborts the call. A producer that cannot wait offers, and stops until
/// [#onRoom] tells it to go on. Source: call.md §17.
public final class Subscription implements AutoCloseable {
  /// How many items may wait for a slow receiver unless somebody says otherwise (call.md §15).
  public static final int CAPACITY = 32;

  private final Call call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Capacity capacity;
  private final ArrayDeque<Item> items = new ArrayDeque<>(CAPACITY);
  private final List<Runnable> waiting = new ArrayList<>();
  private long bytes;
  private @Nullable Outcome end;

  /// How much may wait for a slow receiver. It is full with so many items, or with so many bytes;
  /// the last item that gets in may be larger than what was left.
  public record Capacity(int items, long bytes) {
    public Capacity {
      if (items < 1 || bytes < 1) {
        throw new IllegalArgumentException("no room: " + items + " items, " + bytes + " bytes");
      }
    }

    /// So many items of any size.
    public static Capacity ofItems(int items) {
      return new Capacity(items, Long.MAX_VALUE);
    }

    /// So many bytes in any number of items.
    public static Capacity ofBytes(long bytes) {
      return new Capacity(Integer.MAX_VALUE, bytes);
    }
  }

  private record Item(JsonNode value, long bytes) {}

  /// A subscription of [#CAPACITY] items that lives and dies with this call.
  public Subscription(Call call) {
    this(call, Capacity.ofItems(CAPACITY));
  }

  /// A subscription that lives and dies with this call.
  public Subscription(Call call, Capacity capacity) {
    this.call = call;
    this.capacity = capacity;
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
    List<JsonNode> batch;
    List<Runnable> unblocked;
    lock.lockInterruptibly();
    try {
      batch = takeLocked(max);
      unblocked = full() ? List.of() : drainWaiting();
    } finally {
      lock.unlock();
    }
    unblocked.forEach(Runnable::run);
    return batch;
  }

  /// Puts one item in, waiting while the receiver is slow. For the side that runs the handler.
  public void emit(JsonNode item) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      throwIfAborted();
      while (full()) {
        awaitChange();
        throwIfAborted();
      }
      add(item, 0);
    } finally {
      lock.unlock();
    }
  }

  /// Puts one item in without waiting; false when it is full now and the item was not taken.
  /// Throws [CallException] when nobody wants more items.
  public boolean offer(JsonNode item) {
    return offer(item, 0);
  }

  /// [#offer] for an item whose JSON text has so many bytes.
  public boolean offer(JsonNode item, long size) {
    lock.lock();
    try {
      throwIfAborted();
      if (full()) {
        return false;
      }
      add(item, size);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Runs `action` once, as soon as there is room or nobody wants more items: now, on this thread,
  /// or later on the one that makes room, holding no lock. It must not block.
  public void onRoom(Runnable action) {
    lock.lock();
    try {
      if (full() && call.aborted() == null) {
        waiting.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
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

  private List<JsonNode> takeLocked(int max) throws InterruptedException {
    while (true) {
      throwIfAborted();
      if (!items.isEmpty()) {
        var batch = new ArrayList<JsonNode>(Math.min(max, items.size()));
        while (batch.size() < max && !items.isEmpty()) {
          var item = items.poll();
          bytes -= item.bytes;
          batch.add(item.value);
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
  }

  private boolean full() {
    return items.size() >= capacity.items || bytes >= capacity.bytes;
  }

  private void add(JsonNode item, long size) {
    items.add(new Item(item, size));
    bytes += size;
    changed.signalAll();
  }

  private List<Runnable> drainWaiting() {
    var unblocked = List.copyOf(waiting);
    waiting.clear();
    return unblocked;
  }

  private void wake() {
    List<Runnable> unblocked;
    lock.lock();
    try {
      items.clear();
      bytes = 0;
      unblocked = drainWaiting();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    unblocked.forEach(Runnable::run);
  }

  /// Lets go of the lock for the abort: what hangs on it may wait for one who wants the lock.
  @SuppressWarnings("WaitNotInLoop") // every caller loops
  private void awaitChange() throws InterruptedException {
    if (!call.deadline().set()) {
      changed.await();
    } else if (changed.awaitNanos(call.deadline().remaining(TimeUnit.NANOSECONDS)) <= 0) {
      lock.unlock();
      try {
        call.abort(CallError.timeout());
      } finally {
        lock.lock();
      }
    }
  }

  private void throwIfAborted() {
    var reason = call.aborted();
    if (reason != null) {
      throw new CallException(reason);
    }
  }
}
