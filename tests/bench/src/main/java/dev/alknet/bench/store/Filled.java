package dev.alknet.bench.store;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A database with nothing of this benchmark in it at first, and a lot later.
record Filled(StoreAddress address, @Nullable Path password) implements AutoCloseable {
  static final int PEERS = 10_000;
  static final int OWNED = 100_000;

  /// A new file in `folder`.
  static Filled sqlite(Path folder) throws IOException {
    return new Filled(
        new StoreAddress.Sqlite(Files.createTempDirectory(folder, "store").resolve("alknet.db")),
        null);
  }

  Stores open() throws IOException, InterruptedException, StoreException {
    return Stores.open(address, StoreBench.options(this));
  }

  /// Writes rows as they are, in one transaction: through the store it would take a commit each.
  void fill() throws IOException {
    try (var connection = connect()) {
      connection.setAutoCommit(false);
      peers(connection);
      owned(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void peers(Connection connection) throws SQLException {
    try (var peers = connection.prepareStatement("INSERT INTO peers (peer_id, fingerprints, "
        + "auth_token_hash, scopes, resources, enabled) VALUES (?, ?, ?, ?, ?, 1)");
        var claims = connection.prepareStatement(
            "INSERT INTO peer_credentials (credential, peer_id) VALUES (?, ?)")) {
      for (var i = 0; i < PEERS; i++) {
        var key = "ed25519:%064x".formatted(i);
        peers.setString(1, "peer-" + i);
        peers.setString(2, "[\"" + key + "\"]");
        peers.setString(3, "sha256:%064x".formatted(i));
        peers.setString(4, "[\"container:run\",\"fs:read\"]");
        peers.setString(5, "{\"container\":[\"exec\"]}");
        peers.addBatch();
        claims.setString(1, key);
        claims.setString(2, "peer-" + i);
        claims.addBatch();
      }
      peers.executeBatch();
      claims.executeBatch();
    }
  }

  private static void owned(Connection connection) throws SQLException {
    try (var rows = connection.prepareStatement(
        "INSERT INTO ownership (node, type, id, owner, revision) VALUES ('bench', ?, ?, ?, 1)")) {
      for (var i = 0; i < OWNED; i++) {
        rows.setString(1, "container");
        rows.setString(2, "%064x".formatted(i));
        rows.setString(3, "peer-" + i % PEERS);
        rows.addBatch();
      }
      rows.executeBatch();
    }
  }

  private void clear() throws IOException {
    try (var connection = connect(); var statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM peer_credentials WHERE peer_id LIKE 'peer-%'");
      statement.executeUpdate("DELETE FROM peers WHERE peer_id LIKE 'peer-%'");
      statement.executeUpdate("DELETE FROM ownership WHERE node = 'bench'");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private Connection connect() throws IOException, SQLException {
    return switch (address) {
      case StoreAddress.Memory _ -> throw new IllegalStateException("there is none");
      case StoreAddress.Sqlite sqlite ->
        DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
      case StoreAddress.Postgres postgres -> DriverManager.getConnection(
          "jdbc:postgresql://%s:%d/%s".formatted(postgres.host(), postgres.port(),
              postgres.database()),
          postgres.user(), password == null ? "" : Files.readString(password).strip());
    };
  }

  @Override
  public void close() throws IOException {
    switch (address) {
      case StoreAddress.Memory _ -> {
      }
      case StoreAddress.Sqlite sqlite -> {
        Files.delete(sqlite.file());
        var folder = sqlite.file().getParent();
        if (folder != null) {
          Files.delete(folder);
        }
      }
      case StoreAddress.Postgres _ -> clear();
    }
  }
}
