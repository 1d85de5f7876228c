package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A database that keeps what is asked of its connections, and by which thread.
final class SqlLog implements Database {
  private final Database database;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  SqlLog(Database database) {
    this.database = database;
  }

  /// One use of a connection.
  record Entry(long thread, String text) {}

  /// How often a thread has used a connection.
  long by(Thread thread) {
    return entries.stream().filter(entry -> entry.thread() == thread.threadId()).count();
  }

  long reads(String table) {
    return entries.stream().filter(entry -> entry.text().contains("FROM " + table)).count();
  }

  private Connection logging(Connection connection) {
    return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[]{Connection.class}, (_, method, arguments) -> {
          var argument = arguments == null || arguments.length == 0 ? "" : arguments[0];
          entries
              .add(new Entry(Thread.currentThread().threadId(), method.getName() + " " + argument));
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Override
  public Connection open() throws SQLException {
    return logging(database.open());
  }

  @Override
  public Changes watch() throws SQLException {
    var changes = database.watch();
    var logging = logging(changes.connection());
    return new Changes() {
      @Override
      public boolean await() throws SQLException {
        return changes.await();
      }

      @Override
      public void begin() throws SQLException {
        changes.begin();
      }

      @Override
      public Connection connection() {
        return logging;
      }

      @Override
      public boolean seesAnyCommit() {
        return changes.seesAnyCommit();
      }

      @Override
      public void interrupt() {
        changes.interrupt();
      }

      @Override
      public void close() {
        changes.close();
      }
    };
  }

  @Override
  public String beginWrite() {
    return database.beginWrite();
  }

  @Override
  public void lockForMigration(Connection connection) throws SQLException, StoreException {
    database.lockForMigration(connection);
  }

  @Override
  public String bytesType() {
    return database.bytesType();
  }

  @Override
  public void announce(Connection connection) throws SQLException, StoreException {
    database.announce(connection);
  }

  @Override
  public @Nullable String replaced() {
    return database.replaced();
  }

  @Override
  public String explain(SQLException e, boolean committing) {
    return database.explain(e, committing);
  }

  @Override
  public boolean damaged(SQLException e) {
    return database.damaged(e);
  }

  @Override
  public boolean refused(SQLException e) {
    return database.refused(e);
  }
}
