package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one connection that writes, and the thread that it belongs to: an interrupt of whoever writes
/// must not close the socket below it, and a native call must not hold up other virtual threads.
final class Writer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Writer.class.getName());

  private final Database database;
  private final Mirror mirror;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(
      Thread.ofPlatform().daemon().name("alknet-store-writer").factory());
  /// Used by the thread alone; absent before the first write and after one that failed.
  private @Nullable Connection connection;

  Writer(Database database, Mirror mirror) {
    this.database = database;
    this.mirror = mirror;
  }

  /// What a change answered, and how far its part has come with it.
  record Written<T>(T answer, long revision) {}

  /// Makes a change in a transaction of its own and returns when it is durable. Interrupted before
  /// its turn it is not made; later, it may be.
  <T> Written<T> write(String channel, Change<T> change)
      throws StoreException, InterruptedException {
    var written = submit(() -> transact(channel, change));
    try {
      return written.get();
    } catch (InterruptedException e) {
      written.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StoreException refused -> throw refused;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new AssertionError("not thrown by a transaction", e);
      }
    }
  }

  private <T> Future<T> submit(Callable<T> task) throws StoreException {
    try {
      return thread.submit(task);
    } catch (RejectedExecutionException _) {
      throw StoreException.backend("the store is closed", null);
    }
  }

  private <T> Written<T> transact(String channel, Change<T> change) throws StoreException {
    requireSound();
    var committing = false;
    try {
      var open = begin();
      var revision = Revisions.raise(open, channel);
      var answer = change.apply(open, revision);
      database.announce(open);
      committing = true;
      Sql.execute(open, "COMMIT");
      requireSound();
      return new Written<>(answer, revision);
    } catch (SQLException e) {
      disconnect();
      if (database.damaged(e)) {
        mirror.fail(database.explain(e, committing));
      }
      throw database.failure(e, committing);
    } catch (StoreException | RuntimeException | Error e) {
      rollBack();
      throw e;
    }
  }

  /// A file that is replaced while it is being written loses what was written: that is not said to
  /// be stored.
  private void requireSound() throws StoreException {
    var replaced = database.replaced();
    if (replaced != null) {
      mirror.fail(replaced);
    }
    mirror.requireSound();
  }

  /// A connection that was left alone may have been lost: the first statement tells, and then a new
  /// one is worth a try.
  private Connection begin() throws SQLException {
    if (connection != null) {
      try {
        Sql.execute(connection, database.beginWrite());
        return connection;
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "connecting again", e);
        disconnect();
      }
    }
    connection = database.open();
    Sql.execute(connection, database.beginWrite());
    return connection;
  }

  private void rollBack() {
    try {
      if (connection != null) {
        Sql.execute(connection, "ROLLBACK");
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "cannot roll back", e);
      disconnect();
    }
  }

  /// Ends the connection and thereby the transaction that is under way.
  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "closing a connection that does not work", e);
      }
      connection = null;
    }
  }

  /// Takes no more writes; those under way are finished.
  void stop() {
    thread.shutdown();
  }

  /// Whoever closes may be interrupted: that must not drop a write that somebody waits for, which
  /// [ExecutorService#close] would do.
  @Override
  public void close() {
    thread.shutdown();
    var interrupted = false;
    while (!thread.isTerminated()) {
      try {
        var _ = thread.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    disconnect();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
