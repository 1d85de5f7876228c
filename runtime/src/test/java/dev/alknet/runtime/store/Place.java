package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/// Where the stores of a test are. `$ALKNET_POSTGRES` is what tests/postgres/up printed: the URL of a
/// server and the file with the password.
enum Place {
  MEMORY, SQLITE, POSTGRES;

  private static final String SERVER = System.getenv("ALKNET_POSTGRES");

  /// An empty database; skips the test, or fails it where CI demands PostgreSQL, when there is none.
  TestStore make(Path folder) throws Exception {
    return switch (this) {
      case MEMORY -> new TestStore(new StoreAddress.Memory(), StorePassword.NONE);
      case SQLITE ->
        new TestStore(new StoreAddress.Sqlite(folder.resolve("alknet.db")), StorePassword.NONE);
      case POSTGRES -> postgres();
    };
  }

  private static TestStore postgres() throws Exception {
    if (System.getenv("ALKNET_REQUIRE_POSTGRES") != null) {
      assertThat(SERVER).as("no PostgreSQL server").isNotNull();
    }
    assumeTrue(SERVER != null, "no PostgreSQL server: start one with tests/postgres/up");
    var words = SERVER.split(" ", 2);
    var password = StorePassword.of(Path.of(words[1]));
    var server = (StoreAddress.Postgres) StoreAddress.parse(words[0], Path.of("/"));
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = connect(server, password)) {
      Sql.execute(connection, "CREATE DATABASE " + name);
    }
    return new TestStore(new StoreAddress.Postgres(server.user(), server.host(), server.port(),
        name, server.tls()), password);
  }

  static Connection connect(StoreAddress.Postgres address, StorePassword password)
      throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(address.host(),
        address.port(), address.database()), address.user(), password.text());
  }

  /// Deletes the database, whoever uses it.
  static void drop(StoreAddress.Postgres address, StorePassword password) throws SQLException {
    var server = new StoreAddress.Postgres(address.user(), address.host(), address.port(),
        "postgres", address.tls());
    try (var connection = connect(server, password)) {
      Sql.execute(connection, "DROP DATABASE %s WITH (FORCE)".formatted(address.database()));
    }
  }
}
