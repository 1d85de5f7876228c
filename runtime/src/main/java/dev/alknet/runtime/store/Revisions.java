package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// How often each part of the database has been changed: the notification that commits, or does not,
/// together with the change. Raising a revision also makes whoever else wants to change that part
/// wait, so that revisions are in the order of the commits and have no gaps.
final class Revisions {
  private static final String RAISE = """
      INSERT INTO revisions (channel, revision, purged) VALUES (?, 1, 0)
      ON CONFLICT (channel) DO UPDATE SET revision = revisions.revision + 1
      RETURNING revision""";

  private Revisions() {}

  /// How far a part has come, and up to which revision its traces of removals have been purged.
  record Revision(long number, long purged) {
    /// Before the first change, or of a part that is not held yet.
    static final Revision NONE = new Revision(0, 0);
  }

  /// Begins a change of a part and answers which it is.
  static long raise(Connection connection, String channel) throws SQLException, StoreException {
    var raised = new long[1];
    Sql.query(connection, RAISE, row -> raised[0] = row.getLong(1), channel);
    return raised[0];
  }

  /// The revision of every part.
  static Map<String, Revision> read(Connection connection) throws SQLException, StoreException {
    var revisions = new HashMap<String, Revision>();
    Sql.query(connection, "SELECT channel, revision, purged FROM revisions",
        row -> revisions.put(row.getString(1), new Revision(row.getLong(2), row.getLong(3))));
    return revisions;
  }
}
