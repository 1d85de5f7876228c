package dev.alknet.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.alknet.runtime.identity.EncryptedCredential;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeVaultTest {
  private static final String WORDS = "abandon ".repeat(11) + "about";
  private static final char[] NONE = {};
  private static final String SECRET = "sk-test-0123456789";

  private final MemoryCredentials store = new MemoryCredentials();

  @TempDir
  private Path home = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    VaultSetup.of(home, false).restore(WORDS.toCharArray(), NONE);
  }

  @Test
  void aHomeWithoutAVaultHasNone(@TempDir Path other) {
    assertThat(NodeVault.exists(other)).isFalse();
    assertThatThrownBy(() -> NodeVault.open(other, store)).isInstanceOf(VaultRefusal.class)
        .hasMessageContaining("make one with: alk vault init");
  }

  @Test
  void noticesWrongWordsAndStaysLocked() throws Exception {
    try (var vault = NodeVault.open(home, store)) {
      assertThatThrownBy(() -> vault.unlock(("zoo ".repeat(11) + "wrong").toCharArray(), NONE))
          .isInstanceOf(VaultRefusal.class)
          .hasMessage("these are not the words of this vault");
      assertThatThrownBy(() -> vault.unlock(WORDS.toCharArray(), "x".toCharArray()))
          .isInstanceOf(VaultRefusal.class);
      assertThatThrownBy(() -> vault.put("github", SECRET.toCharArray()))
          .hasMessage("the vault is locked; unlock it with: alk vault unlock");
      assertThatThrownBy(vault::publicKeys).hasMessageContaining("locked");
      assertThatThrownBy(() -> vault.rotate(3)).hasMessageContaining("locked");
      assertThat(vault.status().unlocked()).isFalse();

      assertThat(unlock(vault)).isTrue();
      assertThat(unlock(vault)).isFalse();
      assertThat(vault.lock()).isTrue();
      assertThat(vault.lock()).isFalse();
    }
  }

  @Test
  void keepsCredentialsThatOnlyTheVaultReads() throws Exception {
    try (var vault = NodeVault.open(home, store)) {
      unlock(vault);
      vault.put("github", SECRET.toCharArray());
      vault.put("empty", NONE);

      assertThat(vault.names()).containsExactly("empty", "github");
      assertThat(vault.credentials().secret("github"))
          .hasValueSatisfying(secret -> assertThat(new String(secret)).isEqualTo(SECRET));
      assertThat(vault.credentials().secret("empty")).hasValueSatisfying(
          secret -> assertThat(secret).isEmpty());
      assertThat(vault.credentials().secret("none")).isEmpty();
      assertThat(
          new String(store.credential("github").orElseThrow().data(), StandardCharsets.ISO_8859_1))
          .doesNotContain(SECRET);

      vault.lock();
      assertThat(vault.names()).hasSize(2);
      assertThat(vault.credentials().secret("none")).isEmpty();
      assertThatThrownBy(() -> vault.credentials().secret("github"))
          .hasMessageContaining("locked");
    }
  }

  @Test
  void refusesNamesThatCannotBePrinted() throws Exception {
    try (var vault = NodeVault.open(home, store)) {
      unlock(vault);
      for (var name : new String[]{"", " ", "-x", "a b", "a\n", "é", "x".repeat(129)}) {
        assertThatThrownBy(() -> vault.put(name, NONE)).isInstanceOf(VaultRefusal.class)
            .hasMessageContaining("not a name for a credential");
      }
      assertThatThrownBy(() -> vault.put("broken", NONE)).isNotInstanceOf(VaultRefusal.class)
          .hasMessage("the store of this home: backend error: the disk is full");
    }
  }

  @Test
  void v16_rotatesAllCredentialsAndKeepsTheVersion() throws Exception {
    try (var vault = NodeVault.open(home, store)) {
      unlock(vault);
      vault.put("a", SECRET.toCharArray());
      vault.put("b", SECRET.toCharArray());
      var foreign = new EncryptedCredential(2, new byte[32], new byte[12], new byte[30]);
      store.putCredential("foreign", foreign);

      var rotation = vault.rotate(3);

      assertThat(rotation.rotated()).containsExactly("a", "b");
      assertThat(rotation.unreadable()).containsExactly("foreign");
      assertThat(store.credential("foreign")).contains(foreign);
      assertThat(vault.status().versions()).isEqualTo(Map.of(2L, 1, 3L, 2));
      vault.put("c", SECRET.toCharArray());
      assertThat(store.credential("c").orElseThrow().keyVersion()).isEqualTo(3);
      assertThat(vault.credentials().secret("a"))
          .hasValueSatisfying(secret -> assertThat(new String(secret)).isEqualTo(SECRET));
      for (var version : new long[]{1, 0, -1, Integer.MAX_VALUE + 1L}) {
        assertThatThrownBy(() -> vault.rotate(version)).isInstanceOf(VaultRefusal.class);
      }
      assertThat(vault.status().keyVersion()).isEqualTo(3);
    }
  }

  @Test
  void saysWhetherAnythingWasDone() throws Exception {
    try (var vault = NodeVault.open(home, store)) {
      unlock(vault);
      assertThat(vault.credentials().unlocked()).isTrue();
      vault.put("a", NONE);
      assertThat(vault.remove("a")).isTrue();
      assertThat(vault.remove("a")).isFalse();
      assertThat(vault.lock()).isTrue();
      assertThat(vault.lock()).isFalse();
      assertThat(vault.credentials().unlocked()).isFalse();
    }
  }

  @Test
  void isReachedThroughItsSocket() throws Exception {
    assertThat(VaultClient.find(home)).isEmpty();
    try (var socket = VaultSocket.open(home, NodeVault.open(home, store));
        var client = VaultClient.find(home).orElseThrow()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
          home.resolve("vault.sock")))).isEqualTo("rw-------");
      assertThat(client.status().unlocked()).isFalse();
      assertThatThrownBy(() -> client.put("a", NONE)).isInstanceOf(VaultRefusal.class)
          .hasMessageContaining("locked");
      assertThatThrownBy(() -> client.unlock("a b c".toCharArray(), NONE))
          .isInstanceOf(VaultRefusal.class)
          .hasMessage("a mnemonic has 12, 15, 18, 21 or 24 words, not 3");

      assertThat(unlock(client)).isTrue();
      assertThat(unlock(client)).isFalse();
      client.put("github", "ünïcode".toCharArray());
      assertThatThrownBy(() -> client.put("large", new char[VaultRequest.MAX_TEXT + 1]))
          .isInstanceOf(VaultRefusal.class)
          .hasMessage("a secret has 1048576 bytes at most; this one has 1048577");
      assertThatThrownBy(() -> client.put("broken", NONE)).isNotInstanceOf(VaultRefusal.class)
          .hasMessageContaining("the disk is full");
      assertThat(client.names()).containsExactly("github");
      assertThat(client.rotate(5).rotated()).containsExactly("github");
      assertThat(client.status().versions()).isEqualTo(Map.of(5L, 1));
      assertThat(client.publicKeys().sshHostKey()).isEqualTo("ssh-ed25519 "
          + "AAAAC3NzaC1lZDI1NTE5AAAAIGqd1cQZFfumzCK4dgJjq6RbBoyue+rR0GnHuO6wEYE0 alknet");
      assertThat(client.publicKeys().ethereum().orElseThrow().address())
          .isEqualTo("0x9858EfFD232B4033E47d90003D41EC34EcaEda94");
      assertThat(client.remove("github")).isTrue();
      assertThat(client.remove("github")).isFalse();
      assertThat(client.lock()).isTrue();
      assertThatThrownBy(() -> VaultSocket.open(home, NodeVault.open(home, store)))
          .hasMessageContaining("a node is running at");
      assertThat(socket).isNotNull();
    }
    assertThat(home.resolve("vault.sock")).doesNotExist();
  }

  @Test
  void nonsenseOnTheSocketHarmsNobody() throws Exception {
    try (var socket = VaultSocket.open(home, NodeVault.open(home, store))) {
      for (var nonsense : new byte[][]{{}, {'x'}, {'u', 0x7f, -1, -1, -1}, {'u', -1, 0, 0, 0},
          {'p', 0, 3, 'a'}, {'p', 0, 1, 'a', 0, 0, 0, 1, -1}}) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          channel.connect(UnixDomainSocketAddress.of(home.resolve("vault.sock")));
          channel.write(ByteBuffer.wrap(nonsense));
          channel.shutdownOutput();
          assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
      }
      assertThat(VaultClient.find(home).orElseThrow().status().unlocked()).isFalse();
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void v24_noSecretInALogAnExceptionOrAThreadDump(@TempDir Path elsewhere) throws Exception {
    var said = new CopyOnWriteArrayList<String>();
    var root = Logger.getLogger("");
    var before = root.getLevel();
    var listener = new Listener(said);
    root.setLevel(Level.ALL);
    root.addHandler(listener);
    try (var _ = VaultSocket.open(home, NodeVault.open(home, store));
        var client = VaultClient.find(home).orElseThrow()) {
      said.add(thrown(() -> client.unlock((WORDS + " zebra").toCharArray(), NONE)));
      said.add(thrown(() -> client.unlock("abandon ".repeat(12).toCharArray(), NONE)));
      said.add(thrown(() -> client.unlock(WORDS.toCharArray(), "passwort".toCharArray())));
      unlock(client);
      client.put("github", SECRET.toCharArray());
      said.add(thrown(() -> client.put("broken", SECRET.toCharArray())));
      said.add(thrown(() -> client.put("no name", SECRET.toCharArray())));
      said.add(thrown(() -> client.put("github", (SECRET + "\ud800").toCharArray())));
      client.rotate(3);
      var dump = elsewhere.resolve("threads");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
      said.add(Files.readString(dump));
      said.add(client.status().toJson() + " " + client.status());
    } finally {
      root.removeHandler(listener);
      root.setLevel(before);
    }

    assertThat(said).hasSizeGreaterThan(7)
        .allSatisfy(
            text -> assertThat(text).doesNotContain("abandon", "zebra", "passwort", SECRET));
    try (var files = Files.walk(home)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("abandon", SECRET);
      }
    }
  }

  private static boolean unlock(VaultAccess vault) throws Exception {
    return vault.unlock(WORDS.toCharArray(), NONE);
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static String thrown(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception e) {
      var text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
    throw new AssertionError("nothing was thrown");
  }

  /// Writes down all that is logged.
  private static final class Listener extends Handler {
    private final CopyOnWriteArrayList<String> said;

    Listener(CopyOnWriteArrayList<String> said) {
      this.said = said;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord entry) {
      var parameters = new ArrayList<String>();
      if (entry.getParameters() != null) {
        for (var parameter : entry.getParameters()) {
          parameters.add(String.valueOf(parameter));
        }
      }
      var text = new StringWriter();
      if (entry.getThrown() != null) {
        entry.getThrown().printStackTrace(new PrintWriter(text));
      }
      said.add(entry.getMessage() + parameters + text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
