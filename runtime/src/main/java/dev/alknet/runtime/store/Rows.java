package dev.alknet.runtime.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes rows one by one; those that hold no sense are left out and said. Source:
/// vault-store-script.md §2.5.
final class Rows<T> implements Sql.RowReader {
  /// Makes a value of a row; IllegalArgumentException when it is none.
  interface Parser<T> {
    T parse(ResultSet row) throws SQLException;
  }

  private final String table;
  private final Parser<T> parser;
  private final List<String> problems;
  private final List<T> values = new ArrayList<>();

  Rows(String table, Parser<T> parser, List<String> problems) {
    this.table = table;
    this.parser = parser;
    this.problems = problems;
  }

  /// Expects what names the row in its first column.
  @Override
  public void read(ResultSet row) throws SQLException {
    try {
      values.add(parser.parse(row));
    } catch (IllegalArgumentException e) {
      problems.add("the row %s in the table %s is damaged and left out: %s"
          .formatted(row.getString(1), table, e.getMessage()));
    }
  }

  List<T> values() {
    return values;
  }

  static String text(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    if (text == null) {
      throw new IllegalArgumentException(column + " is missing");
    }
    return text;
  }

  static byte[] bytes(ResultSet row, String column) throws SQLException {
    var bytes = row.getBytes(column);
    if (bytes == null) {
      throw new IllegalArgumentException(column + " is missing");
    }
    return bytes;
  }

  static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    var millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
