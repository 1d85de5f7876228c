package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The thread that keeps the mirror like the database, whoever changes it. When it loses its
/// connection it makes another one and reads everything anew, so that nothing is missed.
final class Watcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watcher.class.getName());
  private static final long IDENTITY_CHECK = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST_BREAK = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_BREAK = Duration.ofSeconds(5).toNanos();

  private final Database database;
  private final Mirror mirror;
  private final StoreListener listener;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Changes changes;

  Watcher(Database database, Mirror mirror, StoreListener listener) {
    this.database = database;
    this.mirror = mirror;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("alknet-store-watcher").unstarted(this::guard);
  }

  /// Reads everything, then goes on watching.
  void start() throws StoreException {
    try {
      connect();
    } catch (SQLException e) {
      disconnect();
      throw database.failure(e, false);
    } catch (StoreException e) {
      disconnect();
      throw e;
    }
    thread.start();
  }

  /// Makes it look at once.
  void wake() {
    LockSupport.unpark(thread);
  }

  /// Nobody may go on believing what is not renewed any more.
  private void guard() {
    try {
      run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the watcher has a bug", e);
      mirror.fail("what the database says is not renewed any more, because of a bug (see the log); "
          + "start this node again");
      disconnect();
    }
  }

  private void run() {
    var pause = SHORTEST_BREAK;
    String complaint = null;
    while (!closed && mirror.sound()) {
      try {
        if (changes == null) {
          connect();
        }
        if (complaint != null) {
          listener.warn("the database is back; everything has been read again");
          complaint = null;
        }
        pause = SHORTEST_BREAK;
        watch();
      } catch (SQLException | StoreException e) {
        disconnect();
        if (closed) {
          return;
        }
        requireSame();
        var sentence = e instanceof SQLException failure ? database.explain(failure, false)
            : String.valueOf(e.getMessage());
        if (e instanceof SQLException failure && database.damaged(failure)) {
          mirror.fail(sentence);
        } else if (complaint == null) {
          complaint = sentence;
          listener.warn(sentence + "; until it works again, what was known before holds");
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(2 * pause, LONGEST_BREAK);
      }
    }
    disconnect();
  }

  private void watch() throws SQLException, StoreException {
    var open = changes;
    var checked = System.nanoTime();
    while (open != null && !closed && mirror.sound()) {
      if (open.await()) {
        mirror.refresh(open);
      }
      if (System.nanoTime() - checked >= IDENTITY_CHECK) {
        checked = System.nanoTime();
        requireSame();
      }
    }
  }

  private void requireSame() {
    var replaced = database.replaced();
    if (replaced != null) {
      mirror.fail(replaced);
    }
  }

  private void connect() throws SQLException, StoreException {
    var open = database.watch();
    changes = open;
    mirror.reload(open);
  }

  private void disconnect() {
    var open = changes;
    if (open != null) {
      open.close();
      changes = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    var open = changes;
    if (open != null) {
      open.interrupt();
    }
    wake();
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
