package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A session that somebody has opened: who, what it has printed, and what is under way in it.
///
/// What is under way when it is closed goes on to its end; then it is gone.
final class HeldSession {
  private final Identity rights;
  private final Session session;
  private final ConsoleLines console;
  private final ReentrantLock turns = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long lastUse = System.nanoTime();
  private int underWay;
  private boolean closing;
  private boolean ended;

  HeldSession(Identity rights, Session session, ConsoleLines console) {
    this.rights = rights;
    this.session = session;
    this.console = console;
    session.onEnd(this::wake);
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The id of whoever has opened it.
  String owner() {
    return rights.id();
  }

  /// Whether this identity may still do all that the session may.
  boolean within(Identity owner) {
    return new CompositionAuthority(owner).covers(new CompositionAuthority(rights));
  }

  /// Something begins in it, which keeps it until [#leave]; false when it is closing.
  boolean enter() {
    lock.lock();
    try {
      if (!closing) {
        underWay++;
      }
      return !closing;
    } finally {
      lock.unlock();
    }
  }

  /// What [#enter] has let in is over.
  void leave() {
    lock.lock();
    try {
      underWay--;
      lastUse = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The result of a line and what it has printed; between [#enter] and [#leave]. Lines wait for each
  /// other. What one has printed whose caller has gone away comes with the next.
  JsonNode eval(String code, String name, Deadline deadline) throws InterruptedException {
    turns.lockInterruptibly();
    try {
      return Reports.result(session.eval(code, name, deadline), console::fetch);
    } finally {
      turns.unlock();
    }
  }

  /// Why it has ended by itself; absent as long as it has not.
  Optional<SessionEnd> ended() {
    return session.ended();
  }

  /// An operation that it has registered, as it is kept for review.
  Optional<Promotion> promotion(String operation) {
    return session.recording(operation)
        .map(recording -> Promotion.of(operation, recording, rights.id(), rights.scopes(),
            Instant.now()));
  }

  /// Lets nothing more in; false when that was so already.
  boolean close() {
    lock.lock();
    try {
      var first = !closing;
      closing = true;
      changed.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it is closed, has ended by itself or nothing was done in it for so long, and until
  /// nothing is under way.
  void awaitEnd(Duration idle) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var left = idle.toNanos();
      while (underWay > 0 || (!closing && left > 0 && ended().isEmpty())) {
        if (underWay > 0) {
          changed.await();
        } else {
          var _ = changed.await(left, TimeUnit.NANOSECONDS);
        }
        left = lastUse + idle.toNanos() - System.nanoTime();
      }
      closing = true;
    } finally {
      lock.unlock();
    }
  }

  /// Ends it, whatever is under way; false when that was done already.
  boolean end() {
    var _ = close();
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      ended = true;
    } finally {
      lock.unlock();
    }
    session.close();
    return true;
  }
}
