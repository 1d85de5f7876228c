package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/// API keys as rows.
final class ApiKeyRows {
  static final String ALL = "SELECT * FROM api_keys ORDER BY prefix";

  private static final String UPSERT = """
      INSERT INTO api_keys (prefix, hash, scopes, description, expires_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (prefix) DO UPDATE SET hash = excluded.hash, scopes = excluded.scopes,
        description = excluded.description, expires_at = excluded.expires_at""";

  private ApiKeyRows() {}

  static void put(Connection connection, ApiKeyEntry key) throws SQLException, StoreException {
    var expiry = key.expiresAt();
    Sql.update(connection, UPSERT, key.prefix(), key.hash().text(), JsonColumn.of(key.scopes()),
        key.description(), expiry == null ? null : expiry.toEpochMilli());
  }

  static void remove(Connection connection, String prefix) throws SQLException, StoreException {
    if (Sql.update(connection, "DELETE FROM api_keys WHERE prefix = ?", prefix) == 0) {
      throw StoreException.notFound("API key " + prefix);
    }
  }

  static ApiKeyEntry parse(ResultSet row) throws SQLException {
    return new ApiKeyEntry(Rows.text(row, "prefix"), new TokenHash(Rows.text(row, "hash")),
        JsonColumn.set(Rows.text(row, "scopes")), Rows.text(row, "description"),
        Rows.moment(row, "expires_at"));
  }
}
