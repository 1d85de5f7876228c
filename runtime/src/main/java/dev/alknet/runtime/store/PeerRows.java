package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/// Peers as rows, and the rules for all who keep them.
final class PeerRows {
  static final String ALL = "SELECT * FROM peers ORDER BY peer_id";

  private static final String UPSERT = """
      INSERT INTO peers (peer_id, fingerprints, auth_token_hash, scopes, resources, display_name,
        address, enabled)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (peer_id) DO UPDATE SET fingerprints = excluded.fingerprints,
        auth_token_hash = excluded.auth_token_hash, scopes = excluded.scopes,
        resources = excluded.resources, display_name = excluded.display_name,
        address = excluded.address, enabled = excluded.enabled""";

  private PeerRows() {}

  /// Adds or replaces a peer together with its credentials.
  static void put(Connection connection, PeerEntry peer) throws SQLException, StoreException {
    var token = peer.tokenHash();
    Sql.update(connection, UPSERT, peer.id(),
        JsonColumn.of(peer.fingerprints().stream().map(Fingerprint::text).toList()),
        token == null ? null : token.text(), JsonColumn.of(peer.scopes()),
        JsonColumn.of(peer.resources()), peer.displayName(), peer.address(),
        peer.enabled() ? 1 : 0);
    Sql.update(connection, "DELETE FROM peer_credentials WHERE peer_id = ?", peer.id());
    for (var credential : credentials(peer)) {
      claim(connection, peer.id(), credential);
    }
  }

  private static void claim(Connection connection, String id, String credential)
      throws SQLException, StoreException {
    var other = new String[1];
    Sql.query(connection, "SELECT peer_id FROM peer_credentials WHERE credential = ?",
        row -> other[0] = row.getString(1), credential);
    if (other[0] != null) {
      throw taken(credential, other[0]);
    }
    Sql.update(connection, "INSERT INTO peer_credentials (credential, peer_id) VALUES (?, ?)",
        credential, id);
  }

  static void remove(Connection connection, String id) throws SQLException, StoreException {
    Sql.update(connection, "DELETE FROM peer_credentials WHERE peer_id = ?", id);
    if (Sql.update(connection, "DELETE FROM peers WHERE peer_id = ?", id) == 0) {
      throw missing(id);
    }
  }

  static void requirePresent(Connection connection, String id)
      throws SQLException, StoreException {
    var found = new boolean[1];
    Sql.query(connection, "SELECT 1 FROM peers WHERE peer_id = ?", _ -> found[0] = true, id);
    if (!found[0]) {
      throw missing(id);
    }
  }

  static PeerEntry parse(ResultSet row) throws SQLException {
    var token = row.getString("auth_token_hash");
    return new PeerEntry(Rows.text(row, "peer_id"),
        JsonColumn.list(Rows.text(row, "fingerprints")).stream().map(Fingerprint::new).toList(),
        token == null ? null : new TokenHash(token), JsonColumn.set(Rows.text(row, "scopes")),
        JsonColumn.map(Rows.text(row, "resources")), row.getString("display_name"),
        row.getString("address"), enabled(row.getString("enabled")));
  }

  private static boolean enabled(String text) {
    return switch (text) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new IllegalArgumentException("enabled is " + text);
    };
  }

  /// Everything a peer may prove itself with, as text.
  static Set<String> credentials(PeerEntry peer) {
    var credentials = new TreeSet<String>();
    peer.fingerprints().forEach(fingerprint -> credentials.add(fingerprint.text()));
    if (peer.tokenHash() != null) {
      credentials.add(peer.tokenHash().text());
    }
    return credentials;
  }

  static void requireSameId(String id, PeerEntry peer) throws StoreException {
    if (!peer.id().equals(id)) {
      throw StoreException.serialization("peer %s cannot become peer %s: what it owns is recorded "
          .formatted(id, peer.id()) + "under its name");
    }
  }

  static StoreException taken(String credential, String other) {
    return StoreException.serialization("%s is already a credential of peer %s"
        .formatted(credential, other));
  }

  static StoreException missing(String id) {
    return StoreException.notFound("peer " + id);
  }
}
