package dev.alknet.runtime.script;

import dev.alknet.runtime.call.CallTree;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The one thread that may touch a session's JavaScript, and the queue of what it has to do.
///
/// It counts the answers it still expects from the host; when none is expected and nothing is
/// queued, whatever waits in the script waits for ever, and the loop says so.
final class EventLoop implements AutoCloseable {
  /// `tree` is what the task belongs to, if it is known.
  private record Task(@Nullable CallTree tree, Runnable body) {}

  /// Something that may be interrupted itself.
  @FunctionalInterface
  interface Action {
    void run() throws InterruptedException;
  }

  /// Room for some thousand calls in each other: interpreted code takes 2 KiB for each.
  private static final long STACK = 16L << 20;

  private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Consumer<Throwable> uncaught;
  private final Runnable idle;
  private final Runnable awake;
  /// Held where one task gives way to the next.
  private final ReentrantLock change = new ReentrantLock();
  private int expected;
  private @Nullable CallTree current;
  private volatile boolean closed;

  /// `uncaught` is told what a task throws, `idle` that nothing more can happen, and `awake` that
  /// something does all the same; all on the loop.
  EventLoop(String name, Consumer<Throwable> uncaught, Runnable idle, Runnable awake) {
    this.uncaught = uncaught;
    this.idle = idle;
    this.awake = awake;
    thread =
        Thread.ofPlatform().name(name).daemon().stackSize(STACK).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /// The one thread.
  Thread thread() {
    return thread;
  }

  /// Queues a task; from any thread.
  void post(Runnable task) {
    post(null, task);
  }

  /// Queues a task in which code of this tree runs, if it is known; from any thread.
  void post(@Nullable CallTree tree, Runnable task) {
    tasks.add(new Task(tree, task));
  }

  /// Runs `action`, before whose end nothing follows what is executed now; false, and it does not run,
  /// when that is `spared`: it is given the tree of the task, or `null` where none is known or nothing is
  /// executed. From any other thread.
  boolean unless(Predicate<@Nullable CallTree> spared, Action action) throws InterruptedException {
    change.lockInterruptibly();
    try {
      if (spared.test(current)) {
        return false;
      }
      action.run();
      return true;
    } finally {
      change.unlock();
    }
  }

  /// Whether something is queued.
  boolean queued() {
    return !tasks.isEmpty();
  }

  /// One more answer will be posted; on the loop.
  void expect() {
    expected++;
  }

  /// An expected answer is here; on the loop.
  void arrived() {
    expected--;
  }

  /// Lets the loop end after what is queued.
  @Override
  public void close() {
    closed = true;
    post(() -> {});
  }

  private void work() {
    try {
      var resting = false;
      while (!closed) {
        var task = tasks.take();
        if (resting) {
          run(new Task(null, awake));
        }
        run(task);
        resting = expected == 0 && !queued();
        if (resting) {
          run(new Task(null, idle));
        }
      }
      for (var task = tasks.poll(); task != null; task = tasks.poll()) {
        run(task);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Also an `Error`, such as a stack that a script has used up, must not end the thread that
  /// everybody waits for.
  private void run(Task task) {
    executes(task.tree);
    try {
      task.body.run();
    } catch (RuntimeException | Error e) {
      uncaught.accept(e);
    } finally {
      executes(null);
    }
  }

  private void executes(@Nullable CallTree tree) {
    change.lock();
    try {
      current = tree;
    } finally {
      change.unlock();
    }
  }
}
