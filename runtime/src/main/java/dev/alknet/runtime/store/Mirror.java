package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.Revisions.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How much of the database is in memory, and whether it may still be believed.
final class Mirror {
  /// How long a write that is durable waits for reads to see it.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private final StoreListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Map<String, Revision> held = Map.of();
  private boolean closed;
  private volatile @Nullable String failure;

  Mirror(StoreListener listener) {
    this.listener = listener;
  }

  /// Before the first [#reload].
  void hold(Part part) {
    parts.add(part);
  }

  /// Reads everything, whatever the revisions say.
  void reload(Changes changes) throws SQLException, StoreException {
    renew(changes, true);
  }

  /// Reads the parts that have a new revision. A commit that raised none was not ours: everything is
  /// read then.
  void refresh(Changes changes) throws SQLException, StoreException {
    renew(changes, false);
  }

  private void renew(Changes changes, boolean everything) throws SQLException, StoreException {
    var connection = changes.connection();
    var visible = new ArrayList<Runnable>();
    Map<String, Revision> now;
    changes.begin();
    try {
      now = Map.copyOf(Revisions.read(connection));
      var all = everything || (changes.seesAnyCommit() && now.equals(held));
      for (var part : parts) {
        var old = all ? Revision.NONE : held.getOrDefault(part.channel(), Revision.NONE);
        var its = now.getOrDefault(part.channel(), Revision.NONE);
        if (all || !its.equals(old)) {
          visible.add(part.load(connection, old, its));
        }
      }
    } finally {
      Sql.execute(connection, "COMMIT");
    }
    visible.forEach(Runnable::run);
    lock.lock();
    try {
      held = now;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when reads see this revision of a part.
  void await(String channel, long revision) throws StoreException, InterruptedException {
    var left = PATIENCE.toNanos();
    lock.lockInterruptibly();
    try {
      while (held.getOrDefault(channel, Revision.NONE).number() < revision) {
        requireSound();
        if (closed) {
          throw StoreException.backend("the change is stored, but the store was closed meanwhile",
              null);
        }
        if (left <= 0) {
          throw StoreException.backend("the change is stored, but this node has not been able to "
              + "read it for " + PATIENCE.toSeconds() + " s", null);
        }
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// From now on nothing is believed any more.
  void fail(String sentence) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      failure = sentence;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    listener.alarm(sentence);
    parts.forEach(Part::failed);
  }

  /// Nobody need wait any more.
  void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable
  String failure() {
    return failure;
  }

  boolean sound() {
    return failure == null;
  }

  void requireSound() throws StoreException {
    var sentence = failure;
    if (sentence != null) {
      throw StoreException.backend(sentence, null);
    }
  }
}
