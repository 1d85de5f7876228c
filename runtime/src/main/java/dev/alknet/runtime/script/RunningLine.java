package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.operation.CallError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A line that is being evaluated, whoever waits for it.
///
/// It goes on when the waiting ends. Safe for use by many threads.
public final class RunningLine {
  private final @Nullable Call root;
  private final CompletableFuture<Evaluation> end = new CompletableFuture<>();

  /// Waits for the end of an evaluation.
  @FunctionalInterface
  interface Ending {
    Evaluation await() throws InterruptedException;
  }

  private RunningLine(@Nullable Call root) {
    this.root = root;
  }

  /// One that is over before it began.
  static RunningLine over(Evaluation evaluation) {
    var line = new RunningLine(null);
    line.end.complete(evaluation);
    return line;
  }

  /// One under way; `ending` is run on a thread of its own.
  static RunningLine of(Call root, String name, Ending ending) {
    var line = new RunningLine(root);
    Thread.ofVirtual().name(name).start(() -> {
      try {
        line.end.complete(ending.await());
      } catch (InterruptedException | RuntimeException | Error e) {
        line.end.completeExceptionally(e);
      }
    });
    return line;
  }

  /// Waits for the end, for ever. An interrupt ends the waiting and nothing else.
  public Evaluation await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the evaluation has met a bug: " + e.getCause(),
          e.getCause());
    }
  }

  /// Waits so long for the end; false when it has not come.
  public boolean await(long milliseconds) throws InterruptedException {
    try {
      end.handle((_, _) -> true).get(milliseconds, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether it has ended.
  public boolean over() {
    return end.isDone();
  }

  /// Runs `action` when it has ended, on the thread that ends it or, when it has, on this one.
  public void onEnd(Runnable action) {
    var _ = end.whenComplete((_, _) -> action.run());
  }

  /// Aborts it with everything it started, and returns at once; [#await] then has the receipt.
  public void abort() {
    if (root != null) {
      root.abort(CallError.cancelled());
    }
  }
}
