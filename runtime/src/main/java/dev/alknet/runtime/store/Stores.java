package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.OwnershipUnknownException;
import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What a node keeps, behind one address.
///
/// Should the database be replaced or damaged under a running node, the stores fail for good: they
/// bar every peer and key they knew, know no credential, refuse writes, and whoever asks whose a
/// resource is gets an [OwnershipUnknownException]. Other trouble (a full disk, a server that is away)
/// fails writes and leaves reads with what was known.
public interface Stores extends AutoCloseable {
  /// Opens the stores at `address`, making them when there are none. BACKEND when they cannot be
  /// opened or were written by a newer program.
  static Stores open(StoreAddress address, StoreOptions options)
      throws StoreException, InterruptedException {
    return switch (address) {
      case StoreAddress.Memory _ -> new MemoryStores(options);
      case StoreAddress.Sqlite sqlite ->
        SqlStores.open(SqliteDatabase.of(sqlite, options.poll()), options);
      case StoreAddress.Postgres postgres ->
        SqlStores.open(new PostgresDatabase(postgres, options.password()), options);
    };
  }

  /// Unpacks the native code of the stores into this folder. Processes that are told about it, as
  /// `-Dalknet.native=FOLDER`, need not do that themselves.
  static void unpackNativeCode(Path folder) throws IOException {
    SqliteLibrary.unpackInto(folder);
  }

  IdentityStore identities();

  CredentialStore credentials();

  OwnershipStore ownership();

  /// Why the stores have failed for good, when they have.
  Optional<String> failure();

  /// Ends what watches the database and closes it. Reads go on with what was known; writes fail.
  @Override
  void close();
}
