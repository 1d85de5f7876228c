package dev.alknet.runtime.script;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;

/// Who pays for what the thread of a session does: of the turns under way the one that began last or,
/// when there is none, whatever works then, from one rest to the next.
final class SessionMeters {
  /// Ends what works while no turn is under way, and pays with this meter.
  @FunctionalInterface
  interface Stopping {
    void stop(CallError reason, Meter meter);
  }

  private final ResourceLimits limits;
  private final CodeWatch watch;
  private final ThreadCosts costs;
  private final ActiveTurns active;
  private final SessionLife life;
  private final Stopping stopping;
  private final boolean watched;
  private final Runnable look = this::look;
  private volatile Meter background;
  private volatile boolean closed;

  SessionMeters(ResourceLimits limits, CodeWatch watch, ThreadCosts costs, ActiveTurns active,
      SessionLife life, Stopping stopping) {
    this.limits = limits;
    this.watch = watch;
    this.costs = costs;
    this.active = active;
    this.life = life;
    this.stopping = stopping;
    this.watched = limits.has(Limit.CPU) || limits.has(Limit.HEAP);
    this.background = unowned();
  }

  Meter running() {
    return active.running().map(Turn::meter).orElse(background);
  }

  /// From now on it counts. This and the three below are for the session's thread.
  void begin() {
    skip();
    awake();
  }

  /// Nobody pays for what was done until now.
  void skip() {
    costs.skip();
  }

  void awake() {
    if (watched && !closed) {
      watch.add(look);
    }
  }

  /// Whoever rests need not be looked at.
  void rest() {
    if (watched) {
      look();
      watch.remove(look);
    }
    if (active.all().isEmpty()) {
      background = unowned();
    }
  }

  /// It is over: what was done until now is paid for before another one can begin; from any thread.
  void leave(Turn turn) {
    synchronized (costs) {
      try {
        if (watched) {
          look();
        }
      } finally {
        active.remove(turn);
      }
    }
  }

  /// Nobody is looked at any more; from any thread.
  void close() {
    closed = true;
    watch.remove(look);
  }

  private void look() {
    costs.charge(this::running);
  }

  /// What goes on all the same is measured anew, and stopped again.
  private void stopBackground(CallError reason) {
    var spent = background;
    background = unowned();
    stopping.stop(reason, spent);
  }

  private Meter unowned() {
    return new Meter(limits, this::stopBackground,
        () -> life.ended().map(SessionEnd::error).orElse(null));
  }
}
