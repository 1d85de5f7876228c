package dev.alknet.runtime.script;

import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/// Stops the code that a session's thread executes, in the middle of whatever it does.
///
/// `lost` tells whether the context is gone.
record Interruption(Context context, EventLoop loop, Guest guest, HostTasks tasks,
    BooleanSupplier lost) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(20);

  /// Interrupts until a task of ours gets through undisturbed and no answer to what `tree` started is
  /// on its way that code could catch: then nothing is left that could go on. False when that does
  /// not help. Code of another tree is not interrupted: as long as it executes, none of this does, and
  /// what comes for this one later finds nobody.
  boolean stop(@Nullable CallTree tree) throws InterruptedException {
    var end = Deadline.after(PATIENCE);
    while (!end.passed()) {
      if (interruptUntil(gotThrough(tree), tree, end)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(1); // answers come by themselves
    }
    return false;
  }

  private CompletableFuture<Boolean> gotThrough(@Nullable CallTree tree) {
    var through = new CompletableFuture<Boolean>();
    loop.post(() -> through.complete(paused() && (tree == null || !tasks.busy(tree))));
    return through;
  }

  private boolean interruptUntil(CompletableFuture<Boolean> through, @Nullable CallTree tree,
      Deadline end) throws InterruptedException {
    while (!end.passed()) {
      try {
        return through.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (tree != null && loop.executesOtherThan(tree)) {
          return true;
        }
        interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }

  private void interrupt() throws InterruptedException {
    try {
      context.interrupt(Duration.ofSeconds(1));
    } catch (TimeoutException _) {
      // A built-in that does not look; the next round tries again.
    }
  }

  /// False when an interrupt has hit this instead, or what code had queued before it.
  private boolean paused() {
    try {
      guest.pause();
      return true;
    } catch (PolyglotException e) {
      return lost.getAsBoolean();
    }
  }
}
