package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.store.Revisions.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Peers and API keys in a database; they are read as a whole whenever one of them changes.
/// Invitations are there too, and never in memory.
final class SqlIdentities implements IdentityStore, Part {
  private static final String CHANNEL = "peers_changed";
  private static final String INVITATIONS = "invitations_changed";

  private final SqlWrites writes;
  private final InstantSource clock;
  private final Complaints complaints;
  private final ChangeListeners listeners = new ChangeListeners();
  private final AtomicReference<IdentityIndex> index = new AtomicReference<>(IdentityIndex.EMPTY);

  SqlIdentities(SqlWrites writes, StoreOptions options) {
    this.writes = writes;
    this.clock = options.clock();
    this.complaints = new Complaints(options.listener());
  }

  /// Once the store has failed, whom it knew is barred: were he forgotten, a disabled peer that another
  /// source knows would be somebody again.
  @Override
  public IdentityIndex index() {
    return writes.sound() ? index.get() : index.get().barred();
  }

  @Override
  public void putPeer(PeerEntry peer) throws StoreException, InterruptedException {
    writes.make(CHANNEL, (connection, _) -> PeerRows.put(connection, peer));
  }

  @Override
  public void updatePeer(String id, PeerEntry peer) throws StoreException, InterruptedException {
    PeerRows.requireSameId(id, peer);
    writes.make(CHANNEL, (connection, _) -> {
      PeerRows.requirePresent(connection, id);
      PeerRows.put(connection, peer);
    });
  }

  @Override
  public void removePeer(String id) throws StoreException, InterruptedException {
    writes.make(CHANNEL, (connection, _) -> PeerRows.remove(connection, id));
  }

  @Override
  public void putApiKey(ApiKeyEntry key) throws StoreException, InterruptedException {
    writes.make(CHANNEL, (connection, _) -> ApiKeyRows.put(connection, key));
  }

  @Override
  public void removeApiKey(String prefix) throws StoreException, InterruptedException {
    writes.make(CHANNEL, (connection, _) -> ApiKeyRows.remove(connection, prefix));
  }

  @Override
  public void putInvitation(Invitation invitation) throws StoreException, InterruptedException {
    writes.make(INVITATIONS,
        (connection, _) -> InvitationRows.put(connection, invitation, clock.instant()));
  }

  @Override
  public Optional<Invitation> takeInvitation(TokenHash hash)
      throws StoreException, InterruptedException {
    return writes.ask(INVITATIONS, (connection, _) -> InvitationRows.take(connection, hash));
  }

  @Override
  public Listening onChange(Runnable listener) {
    return listeners.add(listener);
  }

  @Override
  public String channel() {
    return CHANNEL;
  }

  @Override
  public Runnable load(Connection connection, Revision held, Revision now)
      throws SQLException, StoreException {
    var problems = new ArrayList<String>();
    var peers = new Rows<>("peers", PeerRows::parse, problems);
    Sql.query(connection, PeerRows.ALL, peers);
    var keys = new Rows<>("api_keys", ApiKeyRows::parse, problems);
    Sql.query(connection, ApiKeyRows.ALL, keys);
    var loaded = IdentityIndex.of(peers.values(), keys.values());
    problems.addAll(loaded.conflicts());
    return () -> {
      index.set(loaded);
      complaints.say(problems);
      listeners.tell();
    };
  }

  @Override
  public void failed() {
    listeners.tell();
  }
}
