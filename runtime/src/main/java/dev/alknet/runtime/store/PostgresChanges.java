package dev.alknet.runtime.store;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/// Listens for what other connections notify. When it has been quiet for a while it looks all the
/// same, which also tells whether the server is still there.
final class PostgresChanges implements Changes {
  static final String CHANNEL = "alknet_changes";

  private static final System.Logger LOG = System.getLogger(PostgresChanges.class.getName());
  private static final int QUIET_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private final Connection connection;

  private PostgresChanges(Connection connection) {
    this.connection = connection;
  }

  /// From the moment this returns no commit goes unnoticed.
  static PostgresChanges listen(Connection connection) throws SQLException {
    var changes = new PostgresChanges(connection);
    try {
      Sql.execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
      Sql.execute(connection, "LISTEN " + CHANNEL);
      return changes;
    } catch (SQLException e) {
      changes.close();
      throw e;
    }
  }

  @Override
  public boolean await() throws SQLException {
    var _ = connection.unwrap(PGConnection.class).getNotifications(QUIET_MILLIS);
    return true;
  }

  @Override
  public void begin() throws SQLException {
    Sql.execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public boolean seesAnyCommit() {
    return false;
  }

  /// Cuts the connection: nothing else ends the wait for the server.
  @Override
  public void interrupt() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "aborting a connection that does not work", e);
    }
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
