package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.StoreException;
import java.util.Optional;

/// Stores in a database: one thread that writes, one that watches, and what is mirrored in memory.
final class SqlStores implements Stores {
  private final Mirror mirror;
  private final Writer writer;
  private final Watcher watcher;
  private final SqlIdentities identities;
  private final SqlCredentials credentials;
  private final SqlOwnership ownership;

  private SqlStores(Database database, StoreOptions options) {
    mirror = new Mirror(options.listener());
    writer = new Writer(database, mirror);
    watcher = new Watcher(database, mirror, options.listener());
    var writes = new SqlWrites(mirror, writer, watcher);
    identities = new SqlIdentities(writes, options);
    credentials = new SqlCredentials(writes, options);
    ownership = new SqlOwnership(writes, options);
    mirror.hold(identities);
    mirror.hold(credentials);
    mirror.hold(ownership);
  }

  static Stores open(Database database, StoreOptions options) throws StoreException {
    Migrations.run(database);
    var stores = new SqlStores(database, options);
    stores.watcher.start();
    return stores;
  }

  @Override
  public IdentityStore identities() {
    return identities;
  }

  @Override
  public CredentialStore credentials() {
    return credentials;
  }

  @Override
  public OwnershipStore ownership() {
    return ownership;
  }

  @Override
  public Optional<String> failure() {
    return Optional.ofNullable(mirror.failure());
  }

  /// Writes under way are finished. The connection that writes goes last: it tidies the file up.
  @Override
  public void close() {
    writer.stop();
    watcher.close();
    mirror.close();
    writer.close();
  }
}
