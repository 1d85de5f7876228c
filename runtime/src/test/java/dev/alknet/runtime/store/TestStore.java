package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.identity.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A database of a test, and all that is open on it.
final class TestStore implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StoreAddress address;
  private final StorePassword password;
  private final List<Stores> opened = new ArrayList<>();

  TestStore(StoreAddress address, StorePassword password) {
    this.address = address;
    this.password = password;
  }

  StoreAddress address() {
    return address;
  }

  StoreOptions options() {
    return StoreOptions.of("node-1").withPassword(password);
  }

  /// Opens it as `node-1`. Further ones are as other processes.
  Stores open() throws StoreException, InterruptedException {
    return open(options());
  }

  Stores open(StoreOptions options) throws StoreException, InterruptedException {
    var stores = Stores.open(address, options);
    opened.add(stores);
    return stores;
  }

  /// Opens it with another way to the same database.
  Stores open(Database database, StoreOptions options) throws StoreException {
    var stores = SqlStores.open(database, options);
    opened.add(stores);
    return stores;
  }

  Database database() throws StoreException {
    return switch (address) {
      case StoreAddress.Memory _ -> throw new IllegalStateException("there is none");
      case StoreAddress.Sqlite sqlite -> SqliteDatabase.of(sqlite, Duration.ofMillis(5));
      case StoreAddress.Postgres postgres -> new PostgresDatabase(postgres, password);
    };
  }

  /// A connection that knows nothing of us.
  Connection connect() throws SQLException {
    return switch (address) {
      case StoreAddress.Memory _ -> throw new IllegalStateException("there is none");
      case StoreAddress.Sqlite sqlite ->
        DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
      case StoreAddress.Postgres postgres -> Place.connect(postgres, password);
    };
  }

  /// Runs statements behind our back.
  void execute(String... statements) throws SQLException {
    try (var connection = connect()) {
      for (var statement : statements) {
        Sql.execute(connection, statement);
      }
    }
  }

  /// Returns when it is so.
  static void await(BooleanSupplier condition) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws SQLException {
    opened.forEach(Stores::close);
    if (address instanceof StoreAddress.Postgres postgres) {
      Place.drop(postgres, password);
    }
  }
}
