package dev.alknet.tests.store;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreAddress.Postgres;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.StorePassword;
import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database of a test. `password` is the file that holds it; empty for SQLite.
record TestDatabase(StoreAddress address, String password) implements AutoCloseable {
  /// What [WriterMain] wants.
  String[] arguments() {
    return password.isEmpty() ? new String[]{address.toString()}
        : new String[]{address.toString(), password};
  }

  Stores open() throws StoreException, InterruptedException, IOException {
    var options = StoreOptions.of("node-1");
    return Stores.open(address,
        password.isEmpty() ? options : options.withPassword(StorePassword.of(Path.of(password))));
  }

  /// A connection that knows nothing of us.
  Connection connect() throws SQLException {
    try {
      return switch (address) {
        case StoreAddress.Memory _ -> throw new IllegalStateException("there is none");
        case StoreAddress.Sqlite sqlite ->
          DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
        case Postgres postgres -> DriverManager.getConnection(
            "jdbc:postgresql://%s:%d/%s".formatted(postgres.host(), postgres.port(),
                postgres.database()),
            postgres.user(), Files.readString(Path.of(password)).strip());
      };
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect(); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Deletes the database, whoever uses it.
  @Override
  public void close() throws SQLException {
    if (address instanceof Postgres postgres) {
      new TestDatabase(new Postgres(postgres.user(), postgres.host(), postgres.port(), "postgres",
          postgres.tls()), password)
          .execute("DROP DATABASE %s WITH (FORCE)".formatted(postgres.database()));
    }
  }
}
