package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;

/// What scripts wait for: each task settles one promise, with JSON text, or with `!` and the JSON
/// of a [CallError].
final class HostTasks implements AutoCloseable {
  /// Work on a virtual thread of its own that answers JSON text; cancelling interrupts it.
  @FunctionalInterface
  interface Work {
    String run() throws InterruptedException;
  }

  /// `owner` is who set it.
  private record Alarm(Meter owner, Thread thread) {}

  /// The tree that waiting code belongs to, and whether that is a turn's: code of a turn that was
  /// aborted never goes on.
  record Owner(CallTree tree, boolean turn) {
    boolean gone() {
      return turn && tree.over();
    }
  }

  private record Running(Owner owner, Runnable cancel) {}

  private static final Logger LOG = System.getLogger(HostTasks.class.getName());

  private final EventLoop loop;
  private final ConcurrentHashMap<Long, Running> running = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Alarm> alarms = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  HostTasks(EventLoop loop) {
    this.loop = loop;
  }

  /// Starts blocking work; on the session's thread.
  long start(Owner owner, String name, Value settle, Work work) {
    var id = next.getAndIncrement();
    loop.expect();
    var thread = Thread.ofVirtual()
        .name(name)
        .unstarted(() -> answer(id, owner, settle, HostTasks.result(work)));
    running.put(id, new Running(owner, thread::interrupt));
    thread.start();
    return id;
  }

  /// Calls `callback`, which is code of this tree, after `time`, if its owner has not been stopped by then.
  /// The loop does not wait for it.
  void alarm(Optional<CallTree> tree, Duration time, Value callback, Meter owner) {
    owner.add(Limit.TIMERS, 1);
    var id = next.getAndIncrement();
    var thread = Thread.ofVirtual().name("alarm").unstarted(() -> {
      try {
        Thread.sleep(time);
        loop.post(tree.orElse(null), () -> ring(id, callback));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        owner.giveBack(Limit.TIMERS, 1);
      }
    });
    alarms.put(id, new Alarm(owner, thread));
    thread.start();
  }

  private void ring(long id, Value callback) {
    if (alarms.remove(id) != null) {
      callback.executeVoid();
    }
  }

  /// Takes back every alarm of this owner.
  void cancelAlarms(Meter owner) {
    alarms.forEach((id, alarm) -> {
      if (alarm.owner == owner && alarms.remove(id, alarm)) {
        alarm.thread.interrupt();
      }
    });
  }

  /// Whether something of this tree is under way.
  boolean busy(CallTree tree) {
    return running.values().stream().anyMatch(task -> task.owner.tree.equals(tree));
  }

  /// Starts a call; its outcome is the answer. On the session's thread.
  long call(Owner owner, Value settle, Supplier<Call> starting) {
    var id = next.getAndIncrement();
    loop.expect();
    try {
      var call = starting.get();
      running.put(id, new Running(owner, () -> call.abort(CallError.cancelled())));
      call.onSettled(outcome -> answer(id, owner, settle, text(outcome)));
    } catch (CallException e) {
      answer(id, owner, settle, failure(e.error()));
    }
    return id;
  }

  /// Cancels one task; unknown numbers are tasks that are over.
  void cancel(long id) {
    var task = running.get(id);
    if (task != null) {
      task.cancel.run();
    }
  }

  /// Cancels every task that belongs to this tree.
  void cancelAll(CallTree tree) {
    running.values()
        .stream()
        .filter(task -> task.owner.tree.equals(tree))
        .forEach(task -> task.cancel.run());
  }

  /// The session ends: nothing calls back any more.
  @Override
  public void close() {
    running.values().forEach(task -> task.cancel.run());
    alarms.values().forEach(alarm -> alarm.thread.interrupt());
  }

  static String failure(CallError error) {
    return "!" + error.toJson();
  }

  private void answer(long id, Owner owner, Value settle, String text) {
    loop.post(owner.tree, () -> {
      running.remove(id);
      loop.arrived();
      if (!owner.gone()) {
        settle.executeVoid(text);
      }
    });
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded(var output) -> Json.print(output);
      case Outcome.Failed(var error) -> failure(error);
    };
  }

  private static String result(Work work) {
    try {
      return work.run();
    } catch (CallException e) {
      return failure(e.error());
    } catch (InterruptedException _) {
      return failure(CallError.of("ABORTED", "the call was aborted"));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "what a script waits for has failed unexpectedly", e);
      return failure(CallError.internal());
    }
  }
}
