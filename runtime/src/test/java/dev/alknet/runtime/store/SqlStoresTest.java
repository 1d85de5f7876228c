package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What stores in a database promise: durability, notification, and reads that ask nobody. Source:
/// vault-store-script.md §2.5.
@ParameterizedClass
@EnumSource(names = {"SQLITE", "POSTGRES"})
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class SqlStoresTest {
  private final Place place;

  @TempDir
  Path folder;

  private TestStore store = new TestStore(new StoreAddress.Memory(), StorePassword.NONE);

  SqlStoresTest(Place place) {
    this.place = place;
  }

  @BeforeEach
  void make() throws Exception {
    store = place.make(folder);
  }

  @AfterEach
  void drop() throws Exception {
    store.close();
  }

  @Test
  void s33_knowsTheSameAfterARestart() throws Exception {
    var before = store.open();
    before.identities().putPeer(People.peer("ada", 1));
    before.identities().putPeer(PeerEntry.of("bob", People.key(2)));
    before.identities().putApiKey(People.apiKey("alk_abcd-123"));
    before.identities().putInvitation(People.invitation("come", People.NOON));
    before.credentials().putCredential("empty", People.credential("x", 0));
    before.credentials().putCredential("full", People.credential("y", 32));
    before.ownership().record("ada", "container", "c1");
    var peers = before.identities().index().peers();
    before.close();

    var after = store.open(store.options().withClock(() -> People.NOON));

    assertThat(after.identities().index().peers()).isEqualTo(peers);
    assertThat(after.identities().index().apiKeys())
        .containsExactly(People.apiKey("alk_abcd-123"));
    assertThat(after.identities().takeInvitation(TokenHash.of("come")))
        .contains(People.invitation("come", People.NOON));
    assertThat(after.credentials().credential("empty")).contains(People.credential("x", 0));
    assertThat(after.credentials().credential("full")).contains(People.credential("y", 32));
    assertThat(after.ownership().owner("container", "c1")).contains("ada");
  }

  @Test
  void s34_asksNoDatabaseForReads() throws Exception {
    var log = new SqlLog(store.database());
    var stores = store.open(log, store.options());
    stores.identities().putPeer(People.peer("ada", 1));
    stores.credentials().putCredential("github", People.credential("x", 32));
    stores.ownership().record("ada", "container", "c1");
    var before = log.by(Thread.currentThread());

    assertThat(stores.identities().index().byFingerprint(People.key(1))).isNotNull();
    assertThat(stores.identities().index().byToken(People.token("ada"), People.NOON)).isNotNull();
    assertThat(stores.credentials().credential("github")).isPresent();
    assertThat(stores.credentials().providers()).isNotEmpty();
    assertThat(stores.ownership().owner("container", "c1")).isPresent();
    assertThat(stores.ownership().owned("ada", "container")).isNotEmpty();

    assertThat(before).isPositive();
    assertThat(log.by(Thread.currentThread())).isEqualTo(before);
  }

  @Test
  void s35_seesWhatAnotherProcessWritesAndNothingThatIsRolledBack() throws Exception {
    var log = new SqlLog(store.database());
    var here = store.open(log, store.options());
    var there = store.open();
    var changed = new Semaphore(0);
    here.identities().onChange(changed::release);

    there.identities().putPeer(People.peer("ada", 1));
    changed.acquire();

    assertThat(here.identities().index().peer("ada")).isEqualTo(People.peer("ada", 1));

    var reads = log.reads("peers");
    try (var connection = store.connect()) {
      Sql.execute(connection, "BEGIN");
      Sql.execute(connection, "DELETE FROM peer_credentials");
      Sql.execute(connection, "DELETE FROM peers");
      Sql.execute(connection, "UPDATE revisions SET revision = revision + 1");
      Sql.execute(connection, "ROLLBACK");
    }
    there.ownership().record("ada", "container", "c1");
    TestStore.await(() -> here.ownership().owner("container", "c1").isPresent());

    assertThat(log.reads("peers")).isEqualTo(reads);
    assertThat(here.identities().index().peers()).hasSize(1);
  }

  @Test
  void s36_returnsFromAWriteWhenReadsSeeIt() throws Exception {
    var stores = store.open();

    for (var i = 0; i < 50; i++) {
      stores.identities().putPeer(PeerEntry.of("peer-" + i, People.key(i)));
      assertThat(stores.identities().index().byFingerprint(People.key(i))).isNotNull();
      stores.credentials().putCredential("p" + i, People.credential("x", 0));
      assertThat(stores.credentials().credential("p" + i)).isPresent();
      stores.ownership().record("ada", "container", "c" + i);
      assertThat(stores.ownership().owned("ada", "container")).hasSize(i + 1);
      stores.ownership().revoke("container", "c" + i);
      stores.ownership().record("bob", "container", "c" + i);
      stores.ownership().record("ada", "container", "c" + i);
    }
  }

  @Test
  void s37_watchesWithoutTheRightToWriteAndEndsItsThreads() throws Exception {
    var before = threads();
    var stores = store.open();
    stores.ownership().record("ada", "container", "c1");
    assertThat(threads()).hasSize(before.size() + 2);
    try (var changes = store.database().watch()) {
      assertThatThrownBy(() -> Sql.execute(changes.connection(), "DELETE FROM ownership"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read");
    }

    stores.close();
    stores.close();

    TestStore.await(() -> threads().equals(before));
    assertThat(stores.ownership().owner("container", "c1")).contains("ada");
    assertThatThrownBy(() -> stores.ownership().revoke("container", "c1"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces()
        .keySet()
        .stream()
        .filter(thread -> thread.getName().startsWith("alknet-store-"))
        .sorted((a, b) -> Long.compare(a.threadId(), b.threadId()))
        .toList();
  }

  @Test
  void s38_leavesOutWhatIsDamagedAndGrantsNothingByIt() throws Exception {
    var first = store.open();
    for (var id : List.of("ada", "bob", "cid", "dan", "eve")) {
      first.identities().putPeer(People.peer(id, id.hashCode()));
    }
    first.identities().putApiKey(People.apiKey("alk_aaaa-1"));
    first.identities().putApiKey(People.apiKey("alk_bbbb-1"));
    first.ownership().record("ada", "container", "c1");
    first.ownership().record("ada", "container", "c2");
    first.credentials().putCredential("good", People.credential("x", 0));
    first.close();
    store.execute("UPDATE peers SET scopes = '[\"admin\"' WHERE peer_id = 'ada'",
        "UPDATE peers SET enabled = 7 WHERE peer_id = 'bob'",
        "UPDATE peers SET fingerprints = '[null, 5]' WHERE peer_id = 'cid'",
        "UPDATE peers SET auth_token_hash = 'sha256:none' WHERE peer_id = 'dan'",
        "UPDATE api_keys SET hash = '' WHERE prefix = 'alk_aaaa'",
        "UPDATE ownership SET owner = ' ' WHERE id = 'c1'");
    var listener = new RecordingListener();

    var stores = store.open(store.options().withListener(listener));

    assertThat(stores.identities().index().peers())
        .containsExactly(People.peer("eve", "eve".hashCode()));
    for (var id : List.of("ada", "bob", "cid", "dan")) {
      assertThat(stores.identities().index().byFingerprint(People.key(id.hashCode()))).isNull();
      assertThat(stores.identities().index().byToken(People.token(id), People.NOON)).isNull();
    }
    assertThat(stores.identities().index().apiKeys()).hasSize(1);
    assertThat(stores.ownership().owner("container", "c1")).contains("");
    assertThat(stores.ownership().owner("container", "c2")).contains("ada");
    assertThat(stores.credentials().providers()).containsExactly("good");
    assertThat(listener.all()).hasSize(6).anyMatch(s -> s.contains("row bob in the table peers"));

    stores.identities().removePeer("eve");
    assertThat(listener.all()).hasSize(6);
  }

  @Test
  void twoPeersWithOneFingerprintAreNobodyByIt() throws Exception {
    var first = store.open();
    first.identities().putPeer(PeerEntry.of("ada", People.key(1)));
    first.identities().putPeer(PeerEntry.of("bob", People.key(2)));
    first.close();
    store.execute("UPDATE peers SET fingerprints = '[\"" + People.key(1) + "\"]'");
    var listener = new RecordingListener();

    var stores = store.open(store.options().withListener(listener));

    assertThat(stores.identities().index().byFingerprint(People.key(1))).isNull();
    assertThat(listener.warning()).contains("two peers have " + People.key(1));
  }

  @Test
  void givesACredentialToOneOfManyWhoWantItAtOnce() throws Exception {
    var nodes = List.of(store.open(), store.open(), store.open());
    for (var round = 0; round < 10; round++) {
      var key = People.key(round);
      var puts = new ArrayList<Callable<Boolean>>();
      for (var i = 0; i < nodes.size(); i++) {
        var peer = PeerEntry.of("peer-%d-%d".formatted(round, i), key);
        var node = nodes.get(i);
        puts.add(() -> {
          try {
            node.identities().putPeer(peer);
            return true;
          } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.SERIALIZATION);
            return false;
          }
        });
      }
      assertThat(howManyDo(puts)).isEqualTo(1);
    }
  }

  @Test
  void givesAnInvitationToOneNodeAlone() throws Exception {
    var nodes = List.of(store.open(), store.open(), store.open());
    for (var round = 0; round < 10; round++) {
      var invitation = People.invitation("come " + round, People.NOON.plusSeconds(round));
      nodes.getFirst()
          .identities()
          .putInvitation(People.invitation("other " + round, People.NOON));
      store.open(store.options().withClock(() -> People.NOON))
          .identities()
          .putInvitation(invitation);
      var takes = nodes.stream()
          .<Callable<Boolean>>map(node -> () -> node.identities()
              .takeInvitation(invitation.hash())
              .isPresent())
          .toList();

      assertThat(howManyDo(takes)).isEqualTo(1);
    }
  }

  private static int howManyDo(List<Callable<Boolean>> attempts) throws Exception {
    var done = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var attempt : threads.invokeAll(attempts)) {
        done += attempt.get() ? 1 : 0;
      }
    }
    return done;
  }

  @Test
  void followsOwnershipThroughManyChanges() throws Exception {
    var log = new SqlLog(store.database());
    var reader = store.open(log, store.options());
    var writer = store.open();
    var asleep = store.open(store.options().withPoll(Duration.ofSeconds(1)));
    var reads = log.reads("ownership");

    for (var i = 0; i < SqlOwnership.TRACES + 10; i++) {
      writer.ownership().record("ada", "container", "c" + i % 5);
      writer.ownership().revoke("container", "c" + i % 5);
    }
    writer.ownership().record("bob", "container", "c1");
    var bob = Optional.of("bob");
    TestStore.await(() -> reader.ownership().owner("container", "c1").equals(bob));
    TestStore.await(() -> asleep.ownership().owner("container", "c1").equals(bob));

    assertThat(reader.ownership().owned("ada", "container")).isEmpty();
    assertThat(asleep.ownership().owned("ada", "container")).isEmpty();
    assertThat(log.reads("ownership")).isGreaterThan(reads);
    assertThat(store.open().ownership().owned("bob", "container")).containsExactly("c1");
  }

  @Test
  void keepsTheOwnershipOfNodesApart() throws Exception {
    var one = store.open();
    var two = store.open(StoreOptions.of("node-2").withPassword(store.options().password()));
    one.ownership().record("ada", "container", "c1");
    two.ownership().record("bob", "container", "c1");
    two.identities().putPeer(People.peer("ada", 1));
    TestStore.await(() -> one.identities().index().peer("ada") != null);

    assertThat(one.ownership().owner("container", "c1")).contains("ada");
    assertThat(two.ownership().owner("container", "c1")).contains("bob");
    two.ownership().revoke("container", "c1");
    assertThat(one.ownership().owned("ada", "container")).containsExactly("c1");
  }

  @Test
  void s41_holdsNoSecretInPlain() throws Exception {
    var stores = store.open();
    stores.identities().putPeer(People.peer("ada", 1));
    stores.identities().putApiKey(People.apiKey("alk_abcd-the-secret-half"));
    stores.identities().putInvitation(People.invitation("one-time-token", People.NOON));

    var dump = new StringBuilder();
    try (var connection = store.connect()) {
      for (var table : List.of("peers", "peer_credentials", "api_keys", "invitations")) {
        Sql.query(connection, "SELECT * FROM " + table, row -> {
          for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            dump.append(row.getString(i)).append('\n');
          }
        });
      }
    }

    assertThat(dump.toString()).contains(TokenHash.of(People.token("ada")).text(), "alk_abcd")
        .doesNotContain(People.token("ada"), "the-secret-half", "one-time-token");
  }

  @Test
  void refusesADatabaseOfANewerProgram() throws Exception {
    store.open().close();
    store.execute("UPDATE schema_version SET version = 99");

    assertThatThrownBy(store::open).isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99, made by a newer program")
        .hasMessageContaining("install the newer program again");
  }

  @Test
  void opensANewDatabaseForManyAtOnce() throws Exception {
    Callable<Boolean> open = () -> {
      Stores.open(store.address(), store.options()).close();
      return true;
    };

    assertThat(howManyDo(List.of(open, open, open, open, open, open))).isEqualTo(6);
  }

  @Test
  void refusesTextThatCannotBeKeptAsItIs() throws Exception {
    var ownership = store.open().ownership();
    for (var id : List.of("a\0b", "half \uD83D")) {
      assertThatThrownBy(() -> ownership.record("ada", "container", id))
          .isInstanceOfSatisfying(StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.SERIALIZATION));
    }
    ownership.record("ada", "container", "\uD83D\uDE00 ' \" \\ %");
    assertThat(ownership.owned("ada", "container")).containsExactly("\uD83D\uDE00 ' \" \\ %");
  }

  @Test
  void closingDropsNoWriteThatSomebodyWaitsFor() throws Exception {
    store.open();
    var database = store.database();
    var writer = new Writer(database, new Mirror(new RecordingListener()));
    var begun = new Semaphore(0);
    var finish = new Semaphore(0);
    var first = new FutureTask<>(() -> writer.write("test", (_, _) -> {
      begun.release();
      finish.acquireUninterruptibly();
      return "first";
    }));
    Thread.ofPlatform().start(first);
    begun.acquire();
    var second = new FutureTask<>(() -> writer.write("test", (_, _) -> "second"));
    var waiting = Thread.ofPlatform().start(second);
    TestStore.await(() -> waiting.getState() == Thread.State.WAITING);
    var closed = new FutureTask<>(() -> {
      Thread.currentThread().interrupt();
      writer.close();
      return Thread.interrupted();
    });
    var closing = Thread.ofPlatform().start(closed);
    TestStore.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
    finish.release();

    assertThat(closed.get()).as("still interrupted").isTrue();
    assertThat(first.get().answer()).isEqualTo("first");
    assertThat(second.get().answer()).isEqualTo("second");
  }

  @Test
  void s39_failsClosedWhenItsWatcherBreaks() throws Exception {
    var listener = new BrokenListener();
    var stores = store.open(store.options().withListener(listener));
    stores.identities().putPeer(People.peer("ada", 1));

    store.execute("UPDATE peers SET scopes = 'damaged'",
        "UPDATE revisions SET revision = revision + 1");

    assertThat(listener.alarms.take()).contains("because of a bug");
    assertThat(stores.identities().index().peers()).isEmpty();
    assertThat(stores.failure()).isPresent();
  }

  /// Cannot warn.
  private static final class BrokenListener implements StoreListener {
    private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();

    @Override
    public void warn(String sentence) {
      throw new AssertionError("on purpose: " + sentence);
    }

    @Override
    public void alarm(String sentence) {
      alarms.add(sentence);
    }
  }

  @Test
  void aWriterThatIsInterruptedHarmsNobody() throws Exception {
    var stores = store.open();
    for (var i = 0; i < 50; i++) {
      var id = "c" + i;
      var write = Thread.ofVirtual().unstarted(() -> {
        try {
          stores.ownership().record("ada", "container", id);
        } catch (InterruptedException | StoreException _) {
          Thread.currentThread().interrupt();
        }
      });
      write.start();
      write.interrupt();
      write.join();
      stores.ownership().record("bob", "volume", id);
    }

    assertThat(stores.ownership().owned("bob", "volume")).hasSize(50);
  }
}
