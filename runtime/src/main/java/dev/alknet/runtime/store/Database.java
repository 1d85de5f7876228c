package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What differs between databases.
interface Database {
  /// A connection that writes durably: what it has committed survives a loss of power.
  Connection open() throws SQLException;

  /// A connection that reads and notices commits. It cannot write.
  Changes watch() throws SQLException;

  /// Begins a transaction that writes.
  String beginWrite();

  /// Keeps others from migrating until the transaction ends.
  void lockForMigration(Connection connection) throws SQLException, StoreException;

  /// The name of its type for bytes.
  String bytesType();

  /// Tells other connections what this transaction changes, once it has committed.
  void announce(Connection connection) throws SQLException, StoreException;

  /// A sentence when what was opened is not what is there any more.
  @Nullable
  String replaced();

  /// What has gone wrong and what to do, for people. `committing` when it happened while a
  /// transaction was being committed.
  String explain(SQLException e, boolean committing);

  /// Whether the database is damaged, so that nothing it says may be believed.
  boolean damaged(SQLException e);

  /// Whether it was the values that the database did not take.
  boolean refused(SQLException e);

  /// What this makes of a failure.
  default StoreException failure(SQLException e, boolean committing) {
    return refused(e) ? StoreException.serialization(explain(e, committing))
        : StoreException.backend(explain(e, committing), e);
  }
}
