package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Invitations as rows. Of all who delete one, the database gives it to one alone.
final class InvitationRows {
  private static final String UPSERT = """
      INSERT INTO invitations (hash, peer_id, scopes, resources, expires_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (hash) DO UPDATE SET peer_id = excluded.peer_id, scopes = excluded.scopes,
        resources = excluded.resources, expires_at = excluded.expires_at""";

  private InvitationRows() {}

  /// Keeps one and forgets those that have expired.
  static void put(Connection connection, Invitation invitation, Instant now)
      throws SQLException, StoreException {
    Sql.update(connection, "DELETE FROM invitations WHERE expires_at <= ?", now.toEpochMilli());
    Sql.update(connection, UPSERT, invitation.hash().text(), invitation.peerId(),
        JsonColumn.of(invitation.scopes()), JsonColumn.of(invitation.resources()),
        invitation.expiresAt().toEpochMilli());
  }

  static Optional<Invitation> take(Connection connection, TokenHash hash)
      throws SQLException, StoreException {
    var problems = new ArrayList<String>();
    var taken = new Rows<>("invitations", InvitationRows::parse, problems);
    Sql.query(connection, "DELETE FROM invitations WHERE hash = ? RETURNING *", taken, hash.text());
    if (!problems.isEmpty()) {
      throw StoreException.serialization("the invitation is damaged; make another one");
    }
    return taken.values().stream().findFirst();
  }

  private static Invitation parse(ResultSet row) throws SQLException {
    return new Invitation(new TokenHash(Rows.text(row, "hash")), Rows.text(row, "peer_id"),
        JsonColumn.set(Rows.text(row, "scopes")), JsonColumn.map(Rows.text(row, "resources")),
        Instant.ofEpochMilli(row.getLong("expires_at")));
  }
}
