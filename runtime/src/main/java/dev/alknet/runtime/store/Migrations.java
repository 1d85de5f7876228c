package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// Brings a database to the schema of this program: `schema-1.sql`, then `schema-2.sql` and so on,
/// each once, all in one transaction. The table `schema_version` has one row, which says how far a
/// database has come.
final class Migrations {
  /// The newest schema there is a file for.
  static final int NEWEST = 1;

  private Migrations() {}

  /// BACKEND when the database is newer than this program.
  static void run(Database database) throws StoreException {
    try (var connection = database.open()) {
      Sql.execute(connection, database.beginWrite());
      database.lockForMigration(connection);
      migrate(connection, database.bytesType());
      Sql.execute(connection, "COMMIT");
    } catch (SQLException e) {
      throw StoreException.backend(database.explain(e, false), e);
    }
  }

  private static void migrate(Connection connection, String bytesType)
      throws SQLException, StoreException {
    var found = version(connection);
    if (found > NEWEST) {
      throw StoreException.backend("the database has schema %d, made by a newer program; this one "
          .formatted(found) + "knows schemas up to " + NEWEST
          + ": install the newer program again, "
          + "or use a copy of the database from before", null);
    }
    for (var next = found + 1; next <= NEWEST; next++) {
      for (var statement : script(next, bytesType).split(";\\s*\\n", -1)) {
        if (!statement.isBlank()) {
          Sql.execute(connection, statement);
        }
      }
    }
    if (found < NEWEST) {
      Sql.update(connection, "UPDATE schema_version SET version = ?", NEWEST);
    }
  }

  /// 0 for a new database, which has the table afterwards.
  private static int version(Connection connection) throws SQLException, StoreException {
    var tables = connection.getMetaData();
    try (var found = tables.getTables(null, connection.getSchema(), "schema_version", null)) {
      if (!found.next()) {
        Sql.execute(connection, "CREATE TABLE schema_version (version BIGINT NOT NULL)");
        Sql.update(connection, "INSERT INTO schema_version (version) VALUES (0)");
        return 0;
      }
    }
    var version = new int[]{Integer.MAX_VALUE};
    Sql.query(connection, "SELECT version FROM schema_version",
        row -> version[0] = row.getInt(1));
    return version[0];
  }

  private static String script(int number, String bytesType) {
    var name = "schema-%d.sql".formatted(number);
    try (var file = Migrations.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new AssertionError("not in the program: " + name);
      }
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "").replaceAll("\\bBYTES\\b", bytesType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
