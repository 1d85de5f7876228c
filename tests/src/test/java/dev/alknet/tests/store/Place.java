package dev.alknet.tests.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreAddress.Postgres;
import java.nio.file.Path;
import java.util.UUID;

/// Where stores outlive a process. `$ALKNET_POSTGRES` is what tests/postgres/up printed: the URL of a
/// server and the file with the password.
enum Place {
  SQLITE, POSTGRES;

  /// An empty database; skips the test, or fails it where CI demands PostgreSQL, when there is none.
  TestDatabase make(Path folder) throws Exception {
    return switch (this) {
      case SQLITE -> new TestDatabase(new StoreAddress.Sqlite(folder.resolve("alknet.db")), "");
      case POSTGRES -> postgres();
    };
  }

  private static TestDatabase postgres() throws Exception {
    var given = System.getenv().getOrDefault("ALKNET_POSTGRES", "");
    if (System.getenv("ALKNET_REQUIRE_POSTGRES") != null) {
      assertThat(given).as("no PostgreSQL server").isNotEmpty();
    }
    assumeTrue(!given.isEmpty(), "no PostgreSQL server: start one with tests/postgres/up");
    var words = given.split(" ", 2);
    var server = (Postgres) StoreAddress.parse(words[0], Path.of("/"));
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    new TestDatabase(server, words[1]).execute("CREATE DATABASE " + name);
    return new TestDatabase(new Postgres(server.user(), server.host(), server.port(), name,
        server.tls()), words[1]);
  }
}
