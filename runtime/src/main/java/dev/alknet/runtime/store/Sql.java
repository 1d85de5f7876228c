package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Running SQL that both databases understand. Values are strings, longs, byte arrays or null.
final class Sql {
  private Sql() {}

  /// Takes one row.
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /// Runs a statement that takes no values and answers nothing.
  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Changes rows and answers how many.
  static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException, StoreException {
    try (var statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /// Gives each row of the answer to `reader`.
  static void query(Connection connection, String sql, RowReader reader,
      @Nullable Object... values) throws SQLException, StoreException {
    try (var statement = prepare(connection, sql, values); var rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql,
      @Nullable Object... values) throws SQLException, StoreException {
    for (var value : values) {
      if (value instanceof String text) {
        requireStorable(text);
      }
    }
    var statement = connection.prepareStatement(sql);
    try {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /// What UTF-8 cannot hold would be stored as something else, which may be another's name.
  private static void requireStorable(String text) throws StoreException {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw StoreException.serialization("a text holds a NUL or half a character");
    }
  }
}
