package dev.alknet.runtime.call;

import dev.alknet.runtime.operation.CallError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call: a node of the abort tree.
///
/// It settles exactly once, with the first of: its handler's outcome, its deadline, an abort.
/// Aborting a call aborts the calls below it (unless they were started to continue), interrupts
/// the thread that runs it, and settles it at once, whether or not the handler listens.
/// Source: call.md §15, §16. Safe for use by many threads.
public final class Call {
  private final CallId id;
  private final @Nullable Call parent;
  private final AbortPolicy policy;
  private final Deadline deadline;
  private final CallTree tree;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final Set<Call> children = new LinkedHashSet<>();
  private final List<Runnable> abortHooks = new ArrayList<>();
  private @Nullable Thread thread;
  private @Nullable CallError aborted;

  private Call(CallId id, @Nullable Call parent, AbortPolicy policy, Deadline deadline) {
    this.id = id;
    this.parent = parent;
    this.policy = policy;
    this.deadline = deadline;
    this.tree = parent == null ? new CallTree() : parent.tree;
  }

  /// A call that came from outside, at the top of a tree of its own.
  public static Call root(CallId id, Deadline deadline) {
    return new Call(id, null, AbortPolicy.ABORT_DEPENDENTS, deadline);
  }

  /// A call made by this one. It may end earlier than its parent, never later.
  ///
  /// Throws [CallException] when this call was aborted: nothing new starts below it.
  public Call child(@Nullable AbortPolicy childPolicy, Deadline childDeadline) {
    var child = new Call(CallId.random(), this, childPolicy == null ? policy : childPolicy,
        deadline.earlier(childDeadline));
    synchronized (this) {
      if (aborted != null) {
        throw new CallException(aborted);
      }
      children.add(child);
    }
    return child;
  }

  public CallId id() {
    return id;
  }

  public @Nullable Call parent() {
    return parent;
  }

  public AbortPolicy policy() {
    return policy;
  }

  public Deadline deadline() {
    return deadline;
  }

  /// What the whole tree of this call holds and has running.
  public CallTree tree() {
    return tree;
  }

  /// Runs `body` on this thread as the work of this call, so that an abort interrupts it.
  /// Does nothing when the call was aborted before it began. A call ends with its children: what
  /// the body has started and not awaited is aborted.
  public void run(Runnable body) {
    tree.enter();
    try {
      if (begin()) {
        body.run();
      }
    } finally {
      synchronized (this) {
        thread = null;
      }
      stopChildren();
      leaveParent();
      tree.leave();
    }
  }

  private synchronized boolean begin() {
    thread = aborted == null ? Thread.currentThread() : null;
    return thread != null;
  }

  /// Sets how the call ended; later attempts change nothing and answer false.
  public boolean settle(Outcome how) {
    return outcome.complete(how);
  }

  /// Tells `listener` the outcome once, on the thread that settles the call or, if it is settled
  /// already, on this one. For an edge that cannot wait; it must not block.
  public void onSettled(Consumer<Outcome> listener) {
    var _ = outcome.thenAccept(listener);
  }

  /// Waits for the end. At the deadline the call is aborted; so it is when the waiting thread is
  /// interrupted, unless it was started to continue.
  public Outcome await() throws InterruptedException {
    try {
      return deadline.set()
          ? outcome.get(deadline.remaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)
          : outcome.get();
    } catch (TimeoutException _) {
      abort(CallError.timeout());
      return outcome.join();
    } catch (InterruptedException e) {
      if (policy == AbortPolicy.ABORT_DEPENDENTS) {
        abort(CallError.cancelled());
      }
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call settled exceptionally", e);
    }
  }

  /// Aborts this call and, by their policies, the calls below it. The first reason counts.
  public void abort(CallError reason) {
    List<Call> below;
    List<Runnable> hooks;
    synchronized (this) {
      if (aborted != null) {
        return;
      }
      aborted = reason;
      below = List.copyOf(children);
      hooks = List.copyOf(abortHooks);
      if (thread != null) {
        tree.countInterrupted();
      }
      if (parent == null) {
        tree.close();
      }
    }
    abortDependents(below, reason);
    if (parent == null) {
      tree.releaseAll();
    }
    outcome.complete(new Outcome.Failed(reason));
    hooks.forEach(Runnable::run);
    synchronized (this) {
      if (thread != null) {
        thread.interrupt();
      }
    }
    leaveParent();
  }

  /// Aborts the calls below this one, but those started to continue, and leaves alone what the
  /// tree holds: the normal end of a call that did not wait for everything it started.
  public void stopChildren() {
    List<Call> below;
    synchronized (this) {
      below = List.copyOf(children);
    }
    abortDependents(below, CallError.cancelled());
  }

  /// Runs `hook` when this call is aborted; at once if it already was.
  public void onAbort(Runnable hook) {
    synchronized (this) {
      if (aborted == null) {
        abortHooks.add(hook);
        return;
      }
    }
    hook.run();
  }

  /// Why the call was aborted; `null` when it was not.
  public synchronized @Nullable CallError aborted() {
    return aborted;
  }

  /// Waits until nothing of this tree runs and everything it held is released; false when that
  /// takes longer than `limit`.
  public boolean awaitQuiet(Duration limit) throws InterruptedException {
    return tree.awaitQuiet(limit);
  }

  private static void abortDependents(List<Call> calls, CallError reason) {
    for (var call : calls) {
      if (call.policy == AbortPolicy.ABORT_DEPENDENTS) {
        call.abort(reason);
      }
    }
  }

  private void leaveParent() {
    if (parent != null) {
      synchronized (parent) {
        parent.children.remove(this);
      }
    }
  }
}
