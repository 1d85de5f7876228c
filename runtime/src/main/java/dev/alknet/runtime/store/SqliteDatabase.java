package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.OwnerOnly;
import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/// An SQLite file in WAL mode: readers do not wait for the writer, nor he for them. A commit is on
/// the disk when it returns.
final class SqliteDatabase implements Database {
  private static final int BUSY_MILLIS = 5000;
  private static final int CACHE_KIB = 16 * 1024;
  /// Primary result codes are the lowest byte of extended ones.
  private static final int PRIMARY = 0xff;

  private final Path file;
  private final Duration poll;
  /// What tells this file from another one of the same name.
  private final Object key;

  private SqliteDatabase(Path file, Duration poll, Object key) {
    this.file = file;
    this.poll = poll;
    this.key = key;
  }

  /// The database in a file, which is made when it is not there.
  static SqliteDatabase of(StoreAddress.Sqlite address, Duration poll) throws StoreException {
    var file = address.file();
    try {
      SqliteLibrary.load();
      create(file);
      requireOwners(file);
      return new SqliteDatabase(file, poll, key(file));
    } catch (IOException e) {
      throw StoreException.backend("the database %s cannot be opened: %s"
          .formatted(file, e.getMessage()), e);
    }
  }

  /// SQLite gives the files beside it the same permissions.
  private static void create(Path file) throws IOException {
    var folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try {
      Files.createFile(file,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // it is used as it is
    }
  }

  private static void requireOwners(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is no file");
    }
    OwnerOnly.require(file, "it");
  }

  private static Object key(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(), "files have no keys here");
  }

  @Override
  public Connection open() throws SQLException {
    return connect(false);
  }

  @Override
  public Changes watch() throws SQLException {
    return new SqliteChanges(connect(true), poll);
  }

  private Connection connect(boolean watching) throws SQLException {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE); // a file that is gone must not come back empty
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    var connection = source.getConnection();
    if (watching) {
      Sql.execute(connection, "PRAGMA query_only = ON");
    }
    return connection;
  }

  @Override
  public String beginWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public void lockForMigration(Connection connection) {
    // the transaction has the file to itself
  }

  @Override
  public String bytesType() {
    return "BLOB";
  }

  @Override
  public void announce(Connection connection) {
    // every commit is seen
  }

  @Override
  public @Nullable String replaced() {
    try {
      if (key.equals(key(file))) {
        return null;
      }
    } catch (NoSuchFileException _) {
      return ("the database file %s is gone; nobody is known and nothing is kept any more. "
          + "Stop this node, put the file back and start again").formatted(file);
    } catch (IOException e) {
      return ("the database file %s cannot be looked at any more (%s). "
          + "Stop this node, see to the file and start again").formatted(file, e.getMessage());
    }
    return ("the database file %s was replaced by another one under this node; nobody is known and "
        + "nothing is kept any more. Stop this node, make sure that the file is the right one and "
        + "start again").formatted(file);
  }

  @Override
  public String explain(SQLException e, boolean committing) {
    return switch (code(e)) {
      case SQLITE_FULL ->
        "the disk with %s is full; make room, then it works again".formatted(file);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
        ("the database file %s is damaged (%s). Stop this node, "
            + "put a good copy in its place and start again").formatted(file, e.getMessage());
      case SQLITE_BUSY -> "the database %s was locked by another program for %d ms"
          .formatted(file, BUSY_MILLIS);
      case SQLITE_IOERR -> "the disk with %s fails or is full (%s)".formatted(file, e.getMessage());
      default -> "the database %s: %s".formatted(file, e.getMessage());
    };
  }

  @Override
  public boolean damaged(SQLException e) {
    var code = code(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
  }

  @Override
  public boolean refused(SQLException e) {
    var code = code(e);
    return code == SQLiteErrorCode.SQLITE_CONSTRAINT || code == SQLiteErrorCode.SQLITE_TOOBIG;
  }

  private static SQLiteErrorCode code(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY);
  }
}
