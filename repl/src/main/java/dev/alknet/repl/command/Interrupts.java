package dev.alknet.repl.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What becomes of a run when the process is asked to stop.
///
/// The first request aborts what runs and gives the program [#PATIENCE] to end by itself, or as much more as it
/// needs; it does so with a receipt and the exit code of the request. A second request, or the end of the
/// patience, ends the process at once.
final class Interrupts {
  /// How long an abort may take.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LAST_MOMENTS = Duration.ofSeconds(3);
  private static final long RETRY_MILLIS = 50;

  /// Stops whatever runs now, and does nothing when nothing does.
  @FunctionalInterface
  interface Stop {
    void stop() throws InterruptedException;
  }

  private final IntConsumer halt;
  private final OwnTerminal terminal;
  private final LongSupplier nanos;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable ExitCode raised;
  private Stop stop = () -> {};
  private Duration more = Duration.ZERO;
  private @Nullable Runnable keyOwner;
  private @Nullable Runnable hangUpOwner;

  /// `halt` ends the process at once with an exit code.
  Interrupts(IntConsumer halt) {
    this(halt, OwnTerminal.ofProcess());
  }

  Interrupts(IntConsumer halt, OwnTerminal terminal) {
    this(halt, terminal, System::nanoTime);
  }

  /// The same by this clock, which counts nanoseconds.
  Interrupts(IntConsumer halt, OwnTerminal terminal, LongSupplier nanos) {
    this.halt = halt;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /// Names the way to stop what runs from now on.
  synchronized void stopBy(Stop way) {
    stop = way;
  }

  /// What runs from now on may take this much longer to end.
  synchronized void allow(Duration time) {
    more = time;
  }

  /// From now on Ctrl-C runs this and stops nothing by itself.
  synchronized void keyBelongsTo(Runnable owner) {
    keyOwner = owner;
  }

  /// From now on a hang-up runs this, unless the terminal is lost.
  synchronized void hangUpBelongsTo(Runnable owner) {
    hangUpOwner = owner;
  }

  /// Why the process should stop; absent as long as nobody asked.
  synchronized Optional<ExitCode> raised() {
    return Optional.ofNullable(raised);
  }

  /// The program has ended by itself: nothing is left to be stopped.
  void end() {
    ended.countDown();
  }

  /// Somebody asks the process to stop. Called on a thread of its own, which it occupies until
  /// the program has ended.
  void raise(ExitCode code) {
    var owner = keyOwner();
    if (code == ExitCode.INTERRUPTED && owner != null) {
      owner.run();
      return;
    }
    synchronized (this) {
      if (raised != null) {
        halt.accept(code.number());
        return;
      }
      raised = code;
    }
    try {
      stopPatiently();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (ended.getCount() > 0) {
      halt.accept(code.number());
    }
  }

  /// The terminal is lost, or somebody has sent the signal that says so because he wants the process to
  /// read its settings again.
  void hangUp() {
    var owner = hangUpOwner();
    if (owner == null || terminal.lost()) {
      raise(ExitCode.TERMINATED);
    } else {
      owner.run();
    }
  }

  /// Again and again, because work may begin just after it was asked to stop.
  private void stopPatiently() throws InterruptedException {
    var end = nanos.getAsLong() + patience().toNanos();
    do {
      current().stop();
    } while (!ended.await(RETRY_MILLIS, TimeUnit.MILLISECONDS) && nanos.getAsLong() - end < 0);
  }

  private synchronized @Nullable Runnable keyOwner() {
    return keyOwner;
  }

  private synchronized @Nullable Runnable hangUpOwner() {
    return hangUpOwner;
  }

  private synchronized Duration patience() {
    return PATIENCE.plus(more).plus(LAST_MOMENTS);
  }

  private synchronized Stop current() {
    return stop;
  }
}
