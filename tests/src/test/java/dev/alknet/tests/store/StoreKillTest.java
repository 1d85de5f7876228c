package dev.alknet.tests.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Processes that are killed while they write: what was acknowledged is there, nothing is there by
/// half, and who listens has seen it. The last write, which nobody acknowledged, may be there or not.
/// All 500 kills of each database, which take eight minutes: `-Dalknet.kills=500`.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class StoreKillTest {
  private static final int KILLS = Integer.getInteger("alknet.kills", 100);
  /// After so many kills nobody has the database open, so that the next one has to recover it.
  private static final int ALONE = 20;
  private static final int CRASHES = 5;

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(1);

  private final Random chance = new Random(4);

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource(Place.class)
  void losesNothingAcknowledgedWhenWritersAreKilled(Place place) throws Exception {
    try (var database = place.make(folder)) {
      WriterProcess.prepare(folder, database.arguments());
      var stored = -1;
      var listening = database.open();
      var standby = WriterProcess.start(folder, database.arguments());
      for (var kill = 1; kill <= KILLS; kill++) {
        var writer = standby;
        if (kill % ALONE != 0) {
          standby = WriterProcess.start(folder, database.arguments());
        }
        var acknowledged = killWhileWriting(writer, stored + 1);
        if (kill % ALONE == 0) {
          listening.close();
          listening = database.open();
          standby = WriterProcess.start(folder, database.arguments());
        }
        stored = check(database, listening, acknowledged);
      }
      standby.end();
      listening.close();
      assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }
  }

  /// Answers the last write that was acknowledged.
  private int killWhileWriting(WriterProcess writer, int first)
      throws IOException, InterruptedException {
    writer.begin(first);
    var acknowledged = first - 1;
    for (var writes = chance.nextInt(10); writes > 0; writes--) {
      acknowledged = writer.next();
    }
    for (var spins = chance.nextInt(100_000); spins > 0; spins--) {
      Thread.onSpinWait();
    }
    writer.kill();
    return rest(writer, acknowledged);
  }

  /// What it still said before it died.
  private static int rest(WriterProcess writer, int acknowledged) throws IOException {
    var last = acknowledged;
    for (var next = writer.next(); next >= 0; next = writer.next()) {
      last = next;
    }
    return last;
  }

  /// Answers the last write that is there.
  private static int check(TestDatabase database, Stores listening, int acknowledged)
      throws Exception {
    List<String> there;
    try (var fresh = database.open()) {
      there = Script.seen(fresh);
    }
    assertThat(there).isIn(Script.after(acknowledged), Script.after(acknowledged + 1));
    assertThat(halves(database)).isEmpty();
    while (!Script.seen(listening).equals(there)) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
    return there.equals(Script.after(acknowledged)) ? acknowledged : acknowledged + 1;
  }

  /// Peers whose credentials do not belong to their row.
  private static List<String> halves(TestDatabase database) throws SQLException {
    var halves = new ArrayList<String>();
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("""
            SELECT p.peer_id FROM peers p WHERE 2 <> (
              SELECT count(*) FROM peer_credentials c WHERE c.peer_id = p.peer_id
              AND (c.credential = p.auth_token_hash
                OR p.fingerprints = '["' || c.credential || '"]'))""")) {
      while (rows.next()) {
        halves.add(rows.getString(1));
      }
    }
    return halves;
  }

  /// A backend that is killed makes the server throw everybody out and recover from its log.
  @Test
  void losesNothingAcknowledgedWhenTheServerCrashes() throws Exception {
    try (var database = Place.POSTGRES.make(folder)) {
      WriterProcess.prepare(folder, database.arguments());
      var listening = database.open();
      var stored = -1;
      for (var crash = 1; crash <= CRASHES; crash++) {
        var writer = WriterProcess.start(folder, database.arguments());
        writer.begin(stored + 1);
        var acknowledged = stored;
        for (var writes = 1 + chance.nextInt(20); writes > 0; writes--) {
          acknowledged = writer.next();
        }
        crash(database);
        writer.kill();
        acknowledged = rest(writer, acknowledged);
        awaitServer(database);
        stored = check(database, listening, acknowledged);
      }
      listening.close();
    }
  }

  /// Returns when the server has thrown everybody out.
  private static void crash(TestDatabase database) throws SQLException {
    try (var victim = database.connect(); var witness = database.connect()) {
      ProcessHandle.of(backend(victim)).orElseThrow().destroyForcibly();
      while (witness.isValid(0)) {
        LockSupport.parkNanos(LOOK_AGAIN);
      }
    }
  }

  private static long backend(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void awaitServer(TestDatabase database) {
    while (true) {
      try (var _ = database.connect()) {
        return;
      } catch (SQLException _) {
        LockSupport.parkNanos(LOOK_AGAIN);
      }
    }
  }
}
