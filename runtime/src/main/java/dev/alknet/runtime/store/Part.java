package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.Revisions.Revision;
import java.sql.Connection;
import java.sql.SQLException;

/// One part of a database that is mirrored in memory.
interface Part {
  /// Whose revision tells that it has changed.
  String channel();

  /// Reads what is new since `held`, everything when that is [Revision#NONE], inside a transaction
  /// that sees `now`. Runs on the watcher alone. Running the answer makes readers see it.
  Runnable load(Connection connection, Revision held, Revision now)
      throws SQLException, StoreException;

  /// Tells who listens that the stores have failed.
  default void failed() {}
}
