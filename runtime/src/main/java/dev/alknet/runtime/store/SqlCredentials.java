package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.Revisions.Revision;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Encrypted secrets in a database; they are read as a whole whenever one of them changes.
final class SqlCredentials implements CredentialStore, Part {
  private static final String CHANNEL = "credentials_changed";
  private static final String UPSERT = """
      INSERT INTO credentials (provider, key_version, salt, iv, data) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (provider) DO UPDATE SET key_version = excluded.key_version,
        salt = excluded.salt, iv = excluded.iv, data = excluded.data""";

  private final SqlWrites writes;
  private final Complaints complaints;
  private final AtomicReference<SortedMap<String, EncryptedCredential>> held =
      new AtomicReference<>(Collections.emptySortedMap());

  SqlCredentials(SqlWrites writes, StoreOptions options) {
    this.writes = writes;
    this.complaints = new Complaints(options.listener());
  }

  private SortedMap<String, EncryptedCredential> known() {
    return writes.sound() ? held.get() : Collections.emptySortedMap();
  }

  @Override
  public Optional<EncryptedCredential> credential(String provider) {
    return Optional.ofNullable(known().get(provider));
  }

  @Override
  public List<String> providers() {
    return List.copyOf(known().keySet());
  }

  @Override
  public void putCredential(String provider, EncryptedCredential credential)
      throws StoreException, InterruptedException {
    writes.make(CHANNEL, (connection, _) -> Sql.update(connection, UPSERT, provider,
        credential.keyVersion(), credential.salt(), credential.iv(), credential.data()));
  }

  @Override
  public void deleteCredential(String provider) throws StoreException, InterruptedException {
    writes.make(CHANNEL, (connection, _) -> Sql.update(connection,
        "DELETE FROM credentials WHERE provider = ?", provider));
  }

  @Override
  public String channel() {
    return CHANNEL;
  }

  @Override
  public Runnable load(Connection connection, Revision before, Revision now)
      throws SQLException, StoreException {
    var problems = new ArrayList<String>();
    var rows = new Rows<>("credentials", SqlCredentials::parse, problems);
    Sql.query(connection, "SELECT * FROM credentials", rows);
    var loaded = new TreeMap<String, EncryptedCredential>();
    rows.values().forEach(entry -> loaded.put(entry.getKey(), entry.getValue()));
    return () -> {
      held.set(Collections.unmodifiableSortedMap(loaded));
      complaints.say(problems);
    };
  }

  private static Map.Entry<String, EncryptedCredential> parse(ResultSet row) throws SQLException {
    var version = row.getLong("key_version");
    if (version != (int) version) {
      throw new IllegalArgumentException("key_version is " + version);
    }
    return Map.entry(Rows.text(row, "provider"), new EncryptedCredential((int) version,
        Rows.bytes(row, "salt"), Rows.bytes(row, "iv"), Rows.bytes(row, "data")));
  }
}
