package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the shells of a home remember: lines that were typed, and snippets. An SQLite file of its own,
/// which only its owner can read. Whoever writes has taken secrets out.
///
/// Safe for use by many threads, and by many shells at once.
public final class ShellMemory implements AutoCloseable {
  private static final List<String> TABLES = List.of(
      """
      CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, typed_at INTEGER NOT NULL, text TEXT NOT NULL)""",
      "CREATE TABLE IF NOT EXISTS snippet (name TEXT PRIMARY KEY, code TEXT NOT NULL)");

  private final Connection connection;

  private ShellMemory(Connection connection) {
    this.connection = connection;
  }

  /// The memory in a file, which is made when it is not there.
  public static ShellMemory open(Path file) throws StoreException {
    var database = SqliteDatabase.of(new StoreAddress.Sqlite(file), Duration.ofSeconds(1));
    try {
      return new ShellMemory(withTables(database.open()));
    } catch (SQLException e) {
      throw StoreException.backend(database.explain(e, false), e);
    }
  }

  private static Connection withTables(Connection connection) throws SQLException {
    try {
      for (var table : TABLES) {
        Sql.execute(connection, table);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// The newest lines, at most so many, the oldest of them first.
  public synchronized List<String> lines(int most) throws StoreException {
    var lines = new ArrayList<String>();
    query("SELECT text FROM line ORDER BY id DESC LIMIT ?", row -> lines.addFirst(row.getString(1)),
        (long) most);
    return lines;
  }

  /// Remembers a line.
  public synchronized void add(String line, Instant at) throws StoreException {
    update("INSERT INTO line (typed_at, text) VALUES (?, ?)", at.toEpochMilli(), line);
  }

  /// All snippets by name.
  public synchronized Map<String, String> snippets() throws StoreException {
    var snippets = new LinkedHashMap<String, String>();
    query("SELECT name, code FROM snippet ORDER BY name",
        row -> snippets.put(row.getString(1), row.getString(2)));
    return snippets;
  }

  /// The snippet of this name.
  public Optional<String> snippet(String name) throws StoreException {
    return Optional.ofNullable(snippets().get(name));
  }

  /// Keeps a snippet in the place of one of the same name; forgets that one when the code is empty.
  public synchronized void keep(String name, String code) throws StoreException {
    if (code.isEmpty()) {
      update("DELETE FROM snippet WHERE name = ?", name);
    } else {
      update("INSERT INTO snippet (name, code) VALUES (?, ?)"
          + " ON CONFLICT (name) DO UPDATE SET code = excluded.code", name, code);
    }
  }

  @Override
  public synchronized void close() throws StoreException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw StoreException.backend("the memory of the shell: " + e.getMessage(), e);
    }
  }

  private void query(String sql, Sql.RowReader reader, Object... values) throws StoreException {
    try {
      Sql.query(connection, sql, reader, values);
    } catch (SQLException e) {
      throw StoreException.backend("the memory of the shell: " + e.getMessage(), e);
    }
  }

  private void update(String sql, Object... values) throws StoreException {
    try {
      Sql.update(connection, sql, values);
    } catch (SQLException e) {
      throw StoreException.backend("the memory of the shell: " + e.getMessage(), e);
    }
  }
}
