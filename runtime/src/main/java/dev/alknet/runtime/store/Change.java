package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// What one write does to the rows of its part, which thereby comes to `revision`.
interface Change<T> {
  T apply(Connection connection, long revision) throws SQLException, StoreException;
}
