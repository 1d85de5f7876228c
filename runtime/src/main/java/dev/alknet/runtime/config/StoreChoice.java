package dev.alknet.runtime.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a node keeps what it must not forget.
public sealed interface StoreChoice {
  /// In a file of its own.
  record Sqlite(Path file) implements StoreChoice {}

  /// In a PostgreSQL database, `postgresql://USER@HOST[:PORT]/DATABASE`, that nodes may share; the
  /// password, if there is one, is all that the file holds.
  record Postgresql(String address, @Nullable Path passwordFile) implements StoreChoice {}
}
