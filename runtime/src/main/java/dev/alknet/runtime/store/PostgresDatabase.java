package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A database on a PostgreSQL server, reached over TCP. Several nodes may share it.
final class PostgresDatabase implements Database {
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 30;
  /// Of all who use this database, one migrates at a time: "alknet" in bytes.
  private static final long MIGRATION_LOCK = 0x616c6b6e6574L;

  private final StoreAddress.Postgres address;
  private final StorePassword password;

  PostgresDatabase(StoreAddress.Postgres address, StorePassword password) {
    this.address = address;
    this.password = password;
  }

  /// Whatever the server's usual setting, a commit that returns is on its disk.
  @Override
  public Connection open() throws SQLException {
    var connection = connect();
    Sql.execute(connection, """
        SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'""");
    return connection;
  }

  @Override
  public Changes watch() throws SQLException {
    return PostgresChanges.listen(connect());
  }

  /// The password is always given, if only an empty one: else the driver would look for one in
  /// places that the environment names.
  private Connection connect() throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[]{address.host()});
    source.setPortNumbers(new int[]{address.port()});
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    source.setPassword(password.text());
    source.setApplicationName("alknet");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setTcpKeepAlive(true);
    source.setGssEncMode("disable");
    source.setLogServerErrorDetail(false);
    source.setSslMode(address.tls().mode());
    var authorities = address.tls().authorities();
    if (authorities != null) {
      source.setSslRootCert(authorities.toString());
    } else if (address.tls().mode().startsWith("verify")) {
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return source.getConnection();
  }

  @Override
  public String beginWrite() {
    return "BEGIN";
  }

  @Override
  public void lockForMigration(Connection connection) throws SQLException, StoreException {
    Sql.query(connection, "SELECT pg_advisory_xact_lock(?)", _ -> {}, MIGRATION_LOCK);
  }

  @Override
  public String bytesType() {
    return "BYTEA";
  }

  @Override
  public void announce(Connection connection) throws SQLException, StoreException {
    Sql.query(connection, "SELECT pg_notify(?, '')", _ -> {}, PostgresChanges.CHANNEL);
  }

  /// A server proves who it is when it is connected to.
  @Override
  public @Nullable String replaced() {
    return null;
  }

  @Override
  public String explain(SQLException e, boolean committing) {
    var state = state(e);
    if (state.startsWith("08") || state.startsWith("57P")) {
      return "the database %s does not answer (%s)%s".formatted(address, e.getMessage(),
          committing ? "; whether the change is stored is not known" : "");
    }
    return switch (state) {
      case "53100" -> "the disk of the database %s is full; make room, then it works again"
          .formatted(address);
      case "28P01", "28000" -> "the database %s does not let this node in (%s); see that user and "
          .formatted(address, e.getMessage()) + "password are right";
      default -> "the database %s: %s".formatted(address, e.getMessage());
    };
  }

  @Override
  public boolean damaged(SQLException e) {
    return state(e).startsWith("XX00") && !state(e).equals("XX000");
  }

  /// Classes 22 (values), 23 (constraints) and 54 (limits).
  @Override
  public boolean refused(SQLException e) {
    var state = state(e);
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
