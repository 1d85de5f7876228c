package dev.alknet.runtime.store;

import java.sql.Connection;
import java.sql.SQLException;

/// The one connection that reads, and notices what has been committed.
interface Changes extends AutoCloseable {
  /// Waits until something may have been committed that is not read yet, or for some time. Answers
  /// whether it is worth looking.
  boolean await() throws SQLException;

  /// Begins a transaction that sees one state throughout. `COMMIT` ends it.
  void begin() throws SQLException;

  Connection connection();

  /// Whether it notices every commit, also of programs that know nothing of our revisions.
  boolean seesAnyCommit();

  /// Ends [#await] from another thread, and every later one at once.
  void interrupt();

  @Override
  void close();
}
