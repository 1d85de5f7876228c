package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One evaluation in a session: a script from start to end, or one typed line.
///
/// Its root call stands above everything the code starts. It ends with the code's result, or when
/// the root is aborted; what the code makes of the abort no longer counts.
final class Turn {
  private final Call root;
  private final long key;
  private final Meter meter;
  private final boolean waitsForAll;
  private final OptionalLong wall;
  private final long beginning = System.nanoTime();
  private final CompletableFuture<@Nullable Evaluation> end = new CompletableFuture<>();
  private @Nullable Evaluation result;
  private volatile boolean begun;

  /// `waitsForAll`: the turn ends when its code has a result and nothing it started is under way.
  /// `wall` is how many milliseconds it may take, whatever its deadline.
  Turn(Call root, long key, Meter meter, boolean waitsForAll, OptionalLong wall) {
    this.root = root;
    this.key = key;
    this.meter = meter;
    this.waitsForAll = waitsForAll;
    this.wall = wall;
    root.onAbort(() -> end.complete(null));
  }

  Call root() {
    return root;
  }

  long key() {
    return key;
  }

  /// What the code has used up.
  Meter meter() {
    return meter;
  }

  /// The code is about to run; false when it is too late for that. On the session's thread.
  boolean begin() {
    begun = true; // before looking, so that an abort in between finds code to interrupt
    begun = root.aborted() == null;
    return begun;
  }

  /// Whether there is code to interrupt.
  boolean begun() {
    return begun;
  }

  /// The code has a result; on the session's thread.
  void finish(Evaluation evaluation) {
    result = evaluation;
    if (!waitsForAll) {
      end(evaluation);
    }
  }

  /// The code failed, now or after its result; on the session's thread.
  void fail(ScriptFailure failure) {
    end(new Evaluation.Failed(failure, AbortReceipt.NOTHING));
  }

  /// Nothing more can happen by itself; on the session's thread. Code that still waits then fails
  /// with `stuck`, unless it may be waiting for what nobody here has under way (`awaited`). Code that has
  /// not begun waits for nothing: its task is about to be queued.
  void idle(BooleanSupplier awaited, Supplier<ScriptFailure> stuck) {
    if (begun && !end.isDone() && !(result == null && awaited.getAsBoolean())) {
      end(result == null ? new Evaluation.Failed(stuck.get(), AbortReceipt.NOTHING) : result);
    }
  }

  /// Waits for the end; absent when the root was aborted. Interrupting the waiting thread aborts it.
  @Nullable
  Evaluation await() throws InterruptedException {
    var last =
        wall.isPresent() ? Deadline.after(Duration.ofMillis(wall.getAsLong())) : Deadline.NONE;
    var deadline = root.deadline().earlier(last);
    try {
      return deadline.set()
          ? end.get(deadline.remaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)
          : end.get();
    } catch (TimeoutException _) {
      root.abort(deadline.equals(last) ? overdue() : CallError.timeout());
      return null;
    } catch (InterruptedException e) {
      root.abort(CallError.cancelled());
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn ended exceptionally", e);
    }
  }

  /// Aborts it and waits for what it had under way, as long as `patience`.
  AbortReceipt abort(Duration patience) throws InterruptedException {
    root.abort(CallError.cancelled());
    return AbortReceipt.of(root, patience);
  }

  private CallError overdue() {
    return CallError.resourceLimit(Limit.WALL, wall.orElseThrow(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginning));
  }

  /// Calls of a turn that is out of time hear of it first, and it fails with what they say.
  private void end(Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Failed && root.deadline().passed()) {
      root.abort(CallError.timeout());
    } else if (root.aborted() == null) {
      end.complete(evaluation);
    }
  }
}
