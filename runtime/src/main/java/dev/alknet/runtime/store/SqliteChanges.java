package dev.alknet.runtime.store;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Looks at `data_version`, which moves with every commit of another connection in any process and
/// with nothing else. Being woken it looks earlier.
final class SqliteChanges implements Changes {
  private static final System.Logger LOG = System.getLogger(SqliteChanges.class.getName());

  private final Connection connection;
  private final long poll;
  private long version;

  SqliteChanges(Connection connection, Duration poll) {
    this.connection = connection;
    this.poll = poll.toNanos();
  }

  @Override
  public boolean await() throws SQLException {
    LockSupport.parkNanos(poll);
    return version() != version;
  }

  /// The version is that of the state which the transaction sees: what is committed after it has
  /// begun moves it later.
  @Override
  public void begin() throws SQLException {
    Sql.execute(connection, "BEGIN");
    version = version();
  }

  private long version() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA data_version")) {
      return row.getLong(1);
    }
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public boolean seesAnyCommit() {
    return true;
  }

  @Override
  public void interrupt() {
    // whoever waits here is woken as a thread
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "closing a connection that does not work", e);
    }
  }
}
