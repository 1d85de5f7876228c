package dev.alknet.runtime.call;

import dev.alknet.runtime.operation.CallError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Aborts calls at their deadline: not before it and about [#TICK] after it at the latest.
///
/// A timing wheel with one slot for each tick of the next few seconds; what is due later goes
/// around. A watched call costs two short locks, one to enter its slot and one to leave it when it
/// settles, and nothing is left of it then: the wheel holds the calls that run and no others. One
/// daemon thread turns the wheel. It sleeps until the next slot that holds something, at most one
/// round, so a call with a usual deadline wakes nobody; it ends when a whole round was empty, and
/// starts again when it is needed. Nobody has to close it. Safe for use by many threads.
public final class Deadlines {
  static final long TICK = 10_000_000;

  private static final int SLOTS = 512;

  private final long start = System.nanoTime();
  private final Slot[] slots = new Slot[SLOTS];
  private final AtomicBoolean turning = new AtomicBoolean();
  /// The tick at which the thread looks again. It is set before the slots are searched, so that
  /// whoever enters a slot too late to be found sees it.
  private volatile long nextLook = Long.MAX_VALUE;
  private volatile @Nullable Thread thread;

  /// An empty wheel that does not turn.
  public Deadlines() {
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Slot();
    }
  }

  /// Aborts the call at its deadline, if it has one and has not settled by then. What the abort
  /// runs may block: it has a thread of its own.
  public void watch(Call call) {
    if (!call.deadline().set()) {
      return;
    }
    var tick = Math.max(0, Math.ceilDiv(call.deadline().nanos() - start, TICK));
    var slot = slots[(int) (tick % SLOTS)];
    var entry = new Entry(call, tick);
    slot.add(entry);
    call.onSettled(_ -> slot.remove(entry));
    if (turning.compareAndSet(false, true)) {
      startTurning();
    } else if (tick < nextLook) {
      LockSupport.unpark(thread);
    }
  }

  /// How many calls are watched now.
  int size() {
    var size = 0;
    for (var slot : slots) {
      size += slot.size();
    }
    return size;
  }

  private void startTurning() {
    Thread.ofPlatform().name("deadlines").daemon().start(this::turn);
  }

  private void turn() {
    thread = Thread.currentThread();
    var seen = now();
    var idle = false;
    while (true) {
      nextLook = now() + SLOTS;
      var next = nextDue();
      if (next == Long.MAX_VALUE && idle) {
        if (rest()) {
          return;
        }
      } else {
        idle = next == Long.MAX_VALUE;
        nextLook = Math.min(nextLook, next);
        sleepUntil(nextLook);
      }
      var now = now();
      expire(Math.min(seen, next), now);
      seen = now;
    }
  }

  /// Ends the turning, unless somebody came at the last moment whom nobody else will serve.
  private boolean rest() {
    nextLook = Long.MAX_VALUE;
    turning.set(false);
    return nextDue() == Long.MAX_VALUE || !turning.compareAndSet(false, true);
  }

  private void sleepUntil(long tick) {
    var left = start + tick * TICK - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(this, left);
    }
  }

  /// The earliest tick of any entry. Looks at every slot; the thread does so once per waking.
  private long nextDue() {
    var next = Long.MAX_VALUE;
    for (var slot : slots) {
      next = Math.min(next, slot.first());
    }
    return next;
  }

  /// `from` is before the last look when somebody entered a slot that was just left.
  private void expire(long from, long to) {
    for (var tick = Math.max(from, to - SLOTS + 1); tick <= to; tick++) {
      slots[(int) (tick % SLOTS)].expire(to);
    }
  }

  /// The last tick that is over.
  private long now() {
    return Math.floorDiv(System.nanoTime() - start, TICK);
  }

  /// A call and the tick at which it is too late.
  private static final class Entry {
    private final Call call;
    private final long tick;
    private @Nullable Entry before;
    private @Nullable Entry after;
    private boolean linked;

    Entry(Call call, long tick) {
      this.call = call;
      this.tick = tick;
    }
  }

  /// The calls of one slot, as a doubly linked list.
  private static final class Slot {
    private @Nullable Entry head;
    private int size;
    /// No entry is due before this tick; exact after a look at all of them.
    private long bound = Long.MAX_VALUE;

    synchronized void add(Entry entry) {
      entry.linked = true;
      entry.after = head;
      if (head != null) {
        head.before = entry;
      }
      head = entry;
      size++;
      bound = Math.min(bound, entry.tick);
    }

    synchronized void remove(Entry entry) {
      if (!entry.linked) {
        return;
      }
      entry.linked = false;
      if (entry.before == null) {
        head = entry.after;
      } else {
        entry.before.after = entry.after;
      }
      if (entry.after != null) {
        entry.after.before = entry.before;
      }
      size--;
      if (size == 0) {
        bound = Long.MAX_VALUE;
      }
    }

    synchronized long first() {
      return size == 0 ? Long.MAX_VALUE : bound;
    }

    synchronized int size() {
      return size;
    }

    synchronized void expire(long now) {
      bound = Long.MAX_VALUE;
      for (var entry = head; entry != null; entry = entry.after) {
        bound = Math.min(bound, entry.tick > now ? entry.tick : Long.MAX_VALUE);
        if (entry.tick <= now) {
          remove(entry);
          var late = entry.call;
          Thread.ofVirtual().name("deadline").start(() -> late.abort(CallError.timeout()));
        }
      }
    }
  }
}
