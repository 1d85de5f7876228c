package dev.alknet.runtime.script;

import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/// Stops the code that a session's thread executes, in the middle of whatever it does.
///
/// `lost` tells whether the context is gone, or about to be: whatever executes in it stops then.
record Interruption(Context context, EventLoop loop, Guest guest, BooleanSupplier lost) {
  /// What has to stop: code that is not of a tree that is `spared`, until no answer to it is `awaited`
  /// that it could catch.
  record Target(Predicate<@Nullable CallTree> spared, BooleanSupplier awaited) {
    /// The code of one turn.
    static Target turn(CallTree tree, HostTasks tasks) {
      return new Target(other -> other != null && !other.equals(tree), () -> tasks.busy(tree));
    }

    /// What runs for none of these.
    static Target noneOf(ActiveTurns turns) {
      return new Target(other -> other != null && turns.own(other), () -> false);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST = Duration.ofMillis(20);
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMillis(160);

  /// What became of a task of ours: it got through, it was interrupted itself, or it got through while an
  /// answer is on its way.
  private enum Passage {
    THROUGH, HIT, AWAITED
  }

  /// Interrupts until a task of ours gets through undisturbed and no answer is on its way: then nothing
  /// is left that could go on. False when that does not help. Spared code is not interrupted: as long as
  /// it executes, none of this does, and what comes for this one later finds nobody.
  ///
  /// Where the processor is busy our task may take so long that it is interrupted itself; the next one is
  /// given twice the time then.
  boolean stop(Target target) throws InterruptedException {
    var end = Deadline.after(PATIENCE);
    var every = FIRST;
    while (!end.passed()) {
      switch (interruptUntil(passage(target), every, target, end)) {
        case THROUGH -> {
          return true;
        }
        case HIT -> every = every.compareTo(LONGEST) < 0 ? every.multipliedBy(2) : every;
        case AWAITED -> TimeUnit.MILLISECONDS.sleep(1); // it comes by itself
      }
    }
    return false;
  }

  private CompletableFuture<Passage> passage(Target target) {
    var passage = new CompletableFuture<Passage>();
    loop.post(() -> passage.complete(passed(target)));
    return passage;
  }

  private Passage passed(Target target) {
    if (!paused()) {
      return Passage.HIT;
    }
    return target.awaited.getAsBoolean() ? Passage.AWAITED : Passage.THROUGH;
  }

  private Passage interruptUntil(CompletableFuture<Passage> passage, Duration every, Target target,
      Deadline end) throws InterruptedException {
    while (!end.passed()) {
      try {
        return passage.get(every.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (lost.getAsBoolean() || !loop.unless(target.spared, this::interrupt)) {
          return Passage.THROUGH;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return Passage.HIT;
  }

  private void interrupt() throws InterruptedException {
    once(context);
  }

  /// Interrupts what executes in this context now, and waits a moment until it has ended. A built-in that
  /// does not look goes on: whoever has to be sure tries again.
  static void once(Context context) throws InterruptedException {
    try {
      context.interrupt(MOMENT);
    } catch (TimeoutException _) {
      // it does not look
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
