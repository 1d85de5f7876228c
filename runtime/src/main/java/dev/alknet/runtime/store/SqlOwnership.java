package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.OwnershipUnknownException;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.Revisions.Revision;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What belongs to whom on this node, in a database. Rows carry the revision they came with, and
/// those of later ones are all that is read again. A removal leaves a trace for that, which is purged
/// when many more changes have come; who has not seen it by then reads everything.
final class SqlOwnership implements OwnershipStore, Part {
  /// For how many changes the traces of removals are kept, at least.
  static final int TRACES = 256;

  private static final String RECORD = """
      INSERT INTO ownership (node, type, id, owner, revision) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (node, type, id) DO UPDATE SET owner = excluded.owner,
        revision = excluded.revision""";
  private static final String REVOKE = """
      UPDATE ownership SET owner = NULL, revision = ?
      WHERE node = ? AND type = ? AND id = ? AND owner IS NOT NULL""";
  private static final String ALL =
      "SELECT type, id, owner FROM ownership WHERE node = ? AND owner IS NOT NULL";
  private static final String NEWS =
      "SELECT type, id, owner FROM ownership WHERE node = ? AND revision > ?";

  private final SqlWrites writes;
  private final String node;
  private final Complaints complaints;
  private final AtomicReference<OwnershipIndex> index =
      new AtomicReference<>(new OwnershipIndex());

  SqlOwnership(SqlWrites writes, StoreOptions options) {
    this.writes = writes;
    this.node = options.node();
    this.complaints = new Complaints(options.listener());
  }

  private OwnershipIndex known() {
    if (!writes.sound()) {
      throw new OwnershipUnknownException("the store of owners has failed");
    }
    return index.get();
  }

  @Override
  public Optional<String> owner(String type, String id) {
    return known().owner(type, id);
  }

  @Override
  public Set<String> owned(String owner, String type) {
    return known().owned(owner, type);
  }

  @Override
  public Set<String> recorded(String type) {
    return known().recorded(type);
  }

  @Override
  public void record(String owner, String type, String id)
      throws StoreException, InterruptedException {
    OwnershipIndex.requireOwner(owner);
    writes.make(channel(), (connection, revision) -> {
      Sql.update(connection, RECORD, node, type, id, owner, revision);
      purge(connection, revision);
    });
  }

  @Override
  public void revoke(String type, String id) throws StoreException, InterruptedException {
    writes.make(channel(), (connection, revision) -> {
      Sql.update(connection, REVOKE, revision, node, type, id);
      purge(connection, revision);
    });
  }

  private void purge(Connection connection, long revision) throws SQLException, StoreException {
    if (revision % TRACES == 0) {
      var last = revision - TRACES;
      Sql.update(connection,
          "DELETE FROM ownership WHERE node = ? AND owner IS NULL AND revision <= ?", node, last);
      Sql.update(connection, "UPDATE revisions SET purged = ? WHERE channel = ?", last, channel());
    }
  }

  @Override
  public String channel() {
    return "ownership_changed/" + node;
  }

  @Override
  public Runnable load(Connection connection, Revision held, Revision now)
      throws SQLException, StoreException {
    var news = held.number() > 0 && held.number() <= now.number() && now.purged() <= held.number();
    return news ? loadNews(connection, held) : loadAll(connection);
  }

  private Runnable loadAll(Connection connection) throws SQLException, StoreException {
    var problems = new ArrayList<String>();
    var loaded = new OwnershipIndex();
    Sql.query(connection, ALL, row -> Owned.parse(row, problems).into(loaded), node);
    return () -> {
      index.set(loaded);
      complaints.say(problems);
    };
  }

  private Runnable loadNews(Connection connection, Revision held)
      throws SQLException, StoreException {
    var rows = new ArrayList<Owned>();
    var problems = new ArrayList<String>();
    Sql.query(connection, NEWS, row -> rows.add(Owned.parse(row, problems)), node, held.number());
    return () -> {
      rows.forEach(row -> row.into(index.get()));
      complaints.say(problems);
    };
  }

  /// One row. Whose owner makes no sense belongs to nobody there is: left out, it would be open to
  /// whoever has static rights.
  private record Owned(String type, String id, @Nullable String owner) {
    static Owned parse(ResultSet row, List<String> problems) throws SQLException {
      var owned = new Owned(String.valueOf(row.getString(1)), String.valueOf(row.getString(2)),
          row.getString(3));
      if (owned.owner != null && owned.owner.isBlank()) {
        problems.add("the owner of %s %s is damaged; it belongs to nobody".formatted(owned.type,
            owned.id));
        return new Owned(owned.type, owned.id, OwnershipIndex.NOBODY);
      }
      return owned;
    }

    void into(OwnershipIndex index) {
      if (owner == null) {
        index.remove(type, id);
      } else {
        index.put(owner, type, id);
      }
    }
  }
}
