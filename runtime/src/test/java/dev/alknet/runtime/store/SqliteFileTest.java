package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alknet.runtime.identity.OwnershipUnknownException;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an SQLite file: who may read it, and what a node does when it is taken away.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class SqliteFileTest {
  @TempDir
  Path folder;

  private TestStore make() throws Exception {
    return Place.SQLITE.make(folder);
  }

  private Path file() {
    return folder.resolve("alknet.db");
  }

  @Test
  void isForItsOwnerAlone() throws Exception {
    try (var store = make()) {
      var stores = store.open();
      stores.identities().putPeer(People.peer("ada", 1));

      try (var files = Files.list(folder)) {
        var found = files.toList();
        assertThat(found).hasSize(3);
        for (var each : found) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
              .as(each.toString())
              .isEqualTo("rw-------");
        }
      }
      stores.close();
      assertThat(folder).isDirectoryContaining(file()::equals);
      assertThat(folder.toFile().list()).containsExactly("alknet.db");
    }
  }

  @Test
  void commitsToTheDisk() throws Exception {
    try (var store = make(); var connection = store.database().open()) {
      Sql.query(connection, "PRAGMA synchronous",
          row -> assertThat(row.getInt(1)).as("FULL").isEqualTo(2));
      Sql.query(connection, "PRAGMA journal_mode",
          row -> assertThat(row.getString(1)).isEqualTo("wal"));
    }
  }

  @Test
  void refusesAFileThatOthersMayRead() throws Exception {
    Files.createFile(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    try (var store = make()) {
      assertThatThrownBy(store::open).isInstanceOf(StoreException.class)
          .hasMessageContaining("chmod 600 " + file());
    }
  }

  @Test
  void refusesWhatIsNoDatabase() throws Exception {
    Files.writeString(file(), "this is no database, however long it may be. ".repeat(100));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    try (var store = make()) {
      assertThatThrownBy(store::open).isInstanceOf(StoreException.class)
          .hasMessageContaining("is damaged");
    }
    assertThat(Files.readString(file())).startsWith("this is no database");
  }

  @Test
  void s39_failsClosedWhenItsFileIsReplaced() throws Exception {
    failsClosed("was replaced by another one", () -> {
      var other = Files.copy(file(), folder.resolve("other.db"));
      Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
    });
  }

  @Test
  void s39_failsClosedWhenItsFileIsDeleted() throws Exception {
    failsClosed("is gone", () -> Files.delete(file()));
    assertThat(file()).doesNotExist();
  }

  /// What somebody does to a file.
  private interface Deed {
    void run() throws IOException;
  }

  private void failsClosed(String why, Deed deed) throws Exception {
    var listener = new RecordingListener();
    try (var store = make()) {
      var stores = store.open(store.options().withListener(listener));
      stores.identities().putPeer(People.peer("ada", 1));
      stores.identities().putApiKey(People.apiKey("alk_abcd-123"));
      stores.credentials().putCredential("github", People.credential("x", 0));
      stores.ownership().record("ada", "container", "c1");
      var told = new Semaphore(0);
      stores.identities().onChange(told::release);

      deed.run();
      assertThat(listener.alarm()).contains(why, file().toString(), "Stop this node");
      told.acquire();

      assertThat(stores.failure()).hasValueSatisfying(text -> assertThat(text).contains(why));
      assertThat(stores.identities().index().byFingerprint(People.key(1))).isNull();
      assertThat(stores.identities().index().peers())
          .containsExactly(People.peer("ada", 1).withEnabled(false));
      assertThat(stores.identities().index().apiKeys()).singleElement()
          .matches(key -> !key.validAt(Instant.EPOCH));
      assertThat(stores.credentials().credential("github")).isEmpty();
      assertThat(stores.credentials().providers()).isEmpty();
      assertThatThrownBy(() -> stores.ownership().owner("container", "c1"))
          .isInstanceOf(OwnershipUnknownException.class);
      assertThatThrownBy(() -> stores.ownership().owned("ada", "container"))
          .isInstanceOf(OwnershipUnknownException.class);
      assertThatThrownBy(() -> stores.identities().putPeer(People.peer("bob", 2)))
          .isInstanceOfSatisfying(StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BACKEND))
          .hasMessageContaining(why);
      assertThat(listener.all()).hasSize(1);
    }
  }

  @Test
  void acknowledgesNoWriteToAFileThatIsGone() throws Exception {
    for (var round = 0; round < 5; round++) {
      try (var store = make()) {
        var stores = store.open(store.options().withListener(new RecordingListener()));
        Files.delete(file());

        assertThatThrownBy(() -> stores.identities().putPeer(People.peer("bob", 2)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("is gone");
      }
    }
  }

  @Test
  void failsClosedWhenItsFileIsDamaged() throws Exception {
    var listener = new RecordingListener();
    try (var store = make()) {
      var stores = store.open(store.options().withListener(listener));
      for (var i = 0; i < 200; i++) {
        stores.identities().putPeer(People.peer("peer-" + i, i));
      }
      store.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      try (var channel = Files.newByteChannel(file(), StandardOpenOption.WRITE)) {
        var noise = ByteBuffer.wrap("noise".repeat(40_000)
            .getBytes(
                StandardCharsets.US_ASCII));
        channel.position(4096).write(noise);
      }
      store.execute("PRAGMA user_version = 5");

      assertThat(listener.alarm()).contains("is damaged", "put a good copy in its place");
      assertThat(stores.identities().index().peers()).hasSize(200)
          .noneMatch(PeerEntry::enabled);
    }
  }

  @Test
  void noticesWhatProgramsWriteThatKnowNothingOfUs() throws Exception {
    try (var store = make()) {
      var stores = store.open();
      stores.identities().putPeer(People.peer("ada", 1));
      stores.ownership().record("ada", "container", "c1");

      store.execute("UPDATE peers SET enabled = 0");
      TestStore.await(() -> stores.identities().index().byFingerprint(People.key(1)) == null);
      store.execute("DELETE FROM ownership");
      TestStore.await(() -> stores.ownership().owner("container", "c1").isEmpty());
    }
  }

  @Test
  void losesNothingWhenTheDiskIsFull() throws Exception {
    var disk = mount(1024 * 1024);
    try (var store = Place.SQLITE.make(disk)) {
      var stores = store.open(store.options().withListener(new RecordingListener()));
      stores.identities().putPeer(People.peer("before", 1));
      fill(disk.resolve("ballast"));

      var stored = new ArrayList<PeerEntry>();
      stored.add(People.peer("before", 1));
      for (var i = 2; i < 5000; i++) {
        var peer = People.peer("peer-" + i, i);
        try {
          stores.identities().putPeer(peer);
          stored.add(peer);
        } catch (StoreException e) {
          assertThat(e.kind()).isEqualTo(StoreException.Kind.BACKEND);
          assertThat(e).hasMessageContaining("full");
          break;
        }
      }
      assertThat(stored).hasSizeLessThan(4000);
      assertThat(stores.identities().index().peers()).containsExactlyInAnyOrderElementsOf(stored);
      assertThat(stores.failure()).isEmpty();

      Files.delete(disk.resolve("ballast"));
      var after = People.peer("after", 6000);
      stores.identities().putPeer(after);
      stored.add(after);
      stores.close();

      assertThat(store.open().identities().index().peers())
          .containsExactlyInAnyOrderElementsOf(stored);
    } finally {
      run("umount", disk.toString());
    }
  }

  /// A small disk; skips the test where nobody may make one.
  private Path mount(int bytes) throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", disk.toString()) == 0,
        "cannot mount a small disk: needs root");
    return disk;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void fill(Path ballast) throws IOException {
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException _) {
      // that was the last block
    }
  }

  @Test
  void unpacksNothingThatStays() throws Exception {
    var temporary = Files.createDirectory(folder.resolve("tmp"));

    storeAndHalt(temporary, Path.of("nowhere"));

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void takesTheLibraryThatWasUnpackedBefore() throws Exception {
    var unpacked = Files.createDirectory(folder.resolve("native"));
    Stores.unpackNativeCode(unpacked);

    storeAndHalt(folder.resolve("nowhere"), unpacked); // where nothing can be unpacked

    assertThat(unpacked.toFile().list()).containsExactly(System.mapLibraryName("sqlitejdbc"));
  }

  @Test
  void unpacksTheLibraryItselfWhereTheOneFromBeforeIsDamaged() throws Exception {
    var temporary = Files.createDirectory(folder.resolve("tmp"));
    var unpacked = Files.createDirectory(folder.resolve("native"));
    Files.writeString(unpacked.resolve(System.mapLibraryName("sqlitejdbc")), "half of it");

    storeAndHalt(temporary, unpacked);

    assertThat(temporary).isEmptyDirectory();
  }

  /// In a process with this folder for temporary files, which is told that the library is unpacked there.
  private void storeAndHalt(Path temporary, Path unpacked) throws Exception {
    var process = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + temporary,
        "-Dalknet.native=" + unpacked,
        "-cp", System.getProperty("java.class.path"), HaltMain.class.getName(),
        file().toString())).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("stored");
    }
    process.waitFor();
  }
}
