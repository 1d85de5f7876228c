package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import java.time.Duration;
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

  private record Running(CallTree tree, Runnable cancel) {}

  private final EventLoop loop;
  private final ConcurrentHashMap<Long, Running> running = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Thread> alarms = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  HostTasks(EventLoop loop) {
    this.loop = loop;
  }

  /// Starts blocking work that belongs to `tree`; on the session's thread.
  long start(CallTree tree, String name, Value settle, Work work) {
    var id = next.getAndIncrement();
    loop.expect();
    var thread = Thread.ofVirtual()
        .name(name)
        .unstarted(() -> answer(id, settle, HostTasks.result(work)));
    running.put(id, new Running(tree, thread::interrupt));
    thread.start();
    return id;
  }

  /// Calls `callback` after `time`, if the session is still there. The loop does not wait for it.
  void alarm(Duration time, Value callback) {
    var id = next.getAndIncrement();
    var thread = Thread.ofVirtual().name("alarm").unstarted(() -> {
      try {
        Thread.sleep(time);
        loop.post(callback::executeVoid);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        alarms.remove(id);
      }
    });
    alarms.put(id, thread);
    thread.start();
  }

  /// Whether something of this tree is under way.
  boolean busy(CallTree tree) {
    return running.values().stream().anyMatch(task -> task.tree.equals(tree));
  }

  /// Starts a call; its outcome is the answer. On the session's thread.
  long call(CallTree tree, Value settle, Supplier<Call> starting) {
    var id = next.getAndIncrement();
    loop.expect();
    try {
      var call = starting.get();
      running.put(id, new Running(tree, () -> call.abort(CallError.cancelled())));
      call.onSettled(outcome -> answer(id, settle, text(outcome)));
    } catch (CallException e) {
      answer(id, settle, failure(e.error()));
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
        .filter(task -> task.tree.equals(tree))
        .forEach(task -> task.cancel.run());
  }

  /// The session ends: nothing calls back any more.
  @Override
  public void close() {
    running.values().forEach(task -> task.cancel.run());
    alarms.values().forEach(Thread::interrupt);
  }

  static String failure(CallError error) {
    return "!" + error.toJson();
  }

  private void answer(long id, Value settle, String text) {
    loop.post(() -> {
      running.remove(id);
      loop.arrived();
      settle.executeVoid(text);
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
    }
  }
}
