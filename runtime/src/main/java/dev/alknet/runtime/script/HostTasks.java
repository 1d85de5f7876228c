package dev.alknet.runtime.script;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.operation.CallError;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.graalvm.polyglot.Value;

/// Blocking work that scripts wait for: each task has a virtual thread and settles one promise.
///
/// The answer is JSON text, or `!` and the JSON of a [CallError]. Cancelling a task interrupts it.
final class HostTasks {
  /// Work on a virtual thread that answers JSON text.
  @FunctionalInterface
  interface Work {
    String run() throws InterruptedException;
  }

  private record Running(CallTree tree, Thread thread) {}

  private final EventLoop loop;
  private final ConcurrentHashMap<Long, Running> running = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  HostTasks(EventLoop loop) {
    this.loop = loop;
  }

  /// Starts a task that belongs to `tree` and answers its number; on the session's thread.
  long start(CallTree tree, String name, Value settle, Work work) {
    var id = next.getAndIncrement();
    var thread = Thread.ofVirtual().name(name).unstarted(() -> {
      var answer = answer(work);
      loop.post(() -> {
        running.remove(id);
        loop.arrived();
        settle.executeVoid(answer);
      });
    });
    loop.expect();
    running.put(id, new Running(tree, thread));
    thread.start();
    return id;
  }

  /// Interrupts one task; unknown numbers are tasks that are over.
  void cancel(long id) {
    var task = running.get(id);
    if (task != null) {
      task.thread.interrupt();
    }
  }

  /// Interrupts every task that belongs to this tree.
  void cancelAll(CallTree tree) {
    running.values()
        .stream()
        .filter(task -> task.tree.equals(tree))
        .forEach(task -> task.thread.interrupt());
  }

  static String failure(CallError error) {
    return "!" + error.toJson();
  }

  private static String answer(Work work) {
    try {
      return work.run();
    } catch (CallException e) {
      return failure(e.error());
    } catch (InterruptedException _) {
      return failure(CallError.of("ABORTED", "the call was aborted"));
    }
  }
}
