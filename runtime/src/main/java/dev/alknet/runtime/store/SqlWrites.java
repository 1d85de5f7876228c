package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// Making a write: durable first, then seen by this node's reads, which are renewed in the same way
/// for everybody's commits. Source: vault-store-script.md §2.5.
final class SqlWrites {
  private final Mirror mirror;
  private final Writer writer;
  private final Watcher watcher;

  SqlWrites(Mirror mirror, Writer writer, Watcher watcher) {
    this.mirror = mirror;
    this.writer = writer;
    this.watcher = watcher;
  }

  /// A change without an answer.
  interface Edit {
    void apply(Connection connection, long revision) throws SQLException, StoreException;
  }

  /// Changes a part and returns when reads see it.
  void make(String channel, Edit edit) throws StoreException, InterruptedException {
    var written = writer.write(channel, (connection, revision) -> {
      edit.apply(connection, revision);
      return channel;
    });
    watcher.wake();
    mirror.await(channel, written.revision());
  }

  /// Changes what no reads show, and answers.
  <T> T ask(String channel, Change<T> change) throws StoreException, InterruptedException {
    return writer.write(channel, change).answer();
  }

  /// Whether what is in memory may be believed.
  boolean sound() {
    return mirror.sound();
  }
}
