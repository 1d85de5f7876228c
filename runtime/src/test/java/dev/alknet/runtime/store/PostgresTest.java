package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.StoreException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a PostgreSQL server may do to its clients.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class PostgresTest {
  private static final String CUT_ALL = """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()""";

  @TempDir
  Path folder;

  private TestStore store = new TestStore(new StoreAddress.Memory(), StorePassword.NONE);

  @BeforeEach
  void make() throws Exception {
    store = Place.POSTGRES.make(folder);
  }

  @AfterEach
  void drop() throws Exception {
    store.close();
  }

  @Test
  void missesNothingWhileItsConnectionsAreCut() throws Exception {
    var listener = new RecordingListener();
    var here = store.open(store.options().withListener(listener));
    var there = store.open();
    here.identities().putPeer(People.peer("ada", 1));

    for (var round = 0; round < 5; round++) {
      var id = "peer-" + round;
      var seen = new Semaphore(0);
      try (var _ = here.identities().onChange(seen::release)) {
        try (var connection = store.connect()) {
          Sql.execute(connection, CUT_ALL);
        }
        there.identities().putPeer(People.peer(id, 100 + round));
        while (here.identities().index().peer(id) == null) {
          seen.acquire();
        }
      }
      here.ownership().record("ada", "container", id);
      assertThat(here.ownership().owner("container", id)).contains("ada");
    }
    assertThat(listener.warning()).contains("does not answer", "what was known before holds");
    assertThat(listener.warning()).contains("is back");
    assertThat(here.failure()).isEmpty();
  }

  @Test
  void saysThatTheServerDoesNotLetItIn() {
    assertThatThrownBy(() -> store.open(store.options().withPassword(StorePassword.of("wrong"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not let this node in")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> store.open(store.options().withPassword(StorePassword.NONE)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("password");
  }

  @Test
  void saysThatNoServerIsThere() {
    var nowhere = new StoreAddress.Postgres("ada", "127.0.0.1", 1, "db",
        new StoreAddress.Tls("prefer", null));

    assertThatThrownBy(() -> Stores.open(nowhere, store.options()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("postgresql://ada@127.0.0.1:1/db does not answer");
  }

  @Test
  void talksToNoServerThatCannotProveItsName() {
    var address = (StoreAddress.Postgres) store.address();
    var strict = new StoreAddress.Postgres(address.user(), address.host(), address.port(),
        address.database(), new StoreAddress.Tls("verify-full", null));

    assertThatThrownBy(() -> Stores.open(strict, store.options()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SSL");
  }

  @Test
  void commitsDurablyWhateverTheServersUsualSetting() throws Exception {
    store.execute("ALTER DATABASE %s SET synchronous_commit = off"
        .formatted(((StoreAddress.Postgres) store.address()).database()));

    try (var connection = store.database().open()) {
      Sql.query(connection, "SHOW synchronous_commit",
          row -> assertThat(row.getString(1)).isEqualTo("on"));
    }
  }
}
