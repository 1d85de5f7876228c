package dev.alknet.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSetupTest {
  private static final char[] ABOUT = ("abandon ".repeat(11) + "about").toCharArray();
  private static final char[] ZOO = ("zoo ".repeat(11) + "wrong").toCharArray();
  private static final char[] NONE = {};
  private static final String IDENTITY =
      "ed25519:e78c2766a792f09bfccb51493968ac322283e8d021a30063784d806929762ecc";

  @TempDir
  private Path home = Path.of("");

  @Test
  void v08_theNodeKeyIsTheOneAtTheIdentityPath() throws Exception {
    var identity = VaultSetup.of(home, false).restore(ABOUT, NONE);

    assertThat(identity.text()).isEqualTo(IDENTITY);
    assertThat(NodeKey.loadOrCreate(home.resolve("node.key")).fingerprint()).isEqualTo(identity);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
        home.resolve("node.key")))).isEqualTo("rw-------");
    assertThat(home.resolve("vault.json")).content().isEqualTo("""
        {
          "format" : 1,
          "identity" : "%s",
          "passphrase" : false,
          "key_version" : 2
        }
        """.formatted(IDENTITY));
    assertThat(home).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void showsTheWordsBeforeItKeepsAnything() {
    assertThatThrownBy(() -> VaultSetup.of(home, false).create(12, NONE, (_, _) -> {
      throw new IOException("nobody reads");
    })).hasMessage("nobody reads");

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void theWordsItShowedGiveTheSameNodeAgain(@TempDir Path other) throws Exception {
    var shown = new AtomicReference<char[]>();
    var held = new AtomicReference<char[]>();
    var identity = VaultSetup.of(home, false).create(15, "p".toCharArray(), (phrase, name) -> {
      shown.set(phrase.clone());
      held.set(phrase);
      assertThat(name.text()).startsWith("ed25519:");
    });

    assertThat(VaultSetup.of(other, false).restore(shown.get(), "p".toCharArray()))
        .isEqualTo(identity);
    assertThat(held.get()).as("the array is overwritten").containsOnly('\0');
  }

  @Test
  void destroysNoOtherKey() throws Exception {
    var before = NodeKey.loadOrCreate(home.resolve("node.key")).fingerprint();

    assertThatThrownBy(() -> VaultSetup.of(home, false).restore(ABOUT, NONE))
        .isInstanceOf(VaultRefusal.class)
        .hasMessageContaining("holds another key")
        .hasMessageContaining("--replace-key");
    assertThatThrownBy(() -> VaultSetup.of(home, false).create(12, NONE, (_, _) -> {
      throw new AssertionError("no words are shown");
    })).isInstanceOf(VaultRefusal.class);
    assertThat(NodeKey.loadOrCreate(home.resolve("node.key")).fingerprint()).isEqualTo(before);
    assertThat(home.resolve("vault.json")).doesNotExist();

    VaultSetup.of(home, true).restore(ABOUT, NONE);
    assertThat(NodeKey.loadOrCreate(home.resolve("node.key")).fingerprint().text())
        .isEqualTo(IDENTITY);
    assertThat(NodeKey.loadOrCreate(home.resolve("node.key.old")).fingerprint())
        .isEqualTo(before);
  }

  @Test
  void overwritesNoKeyThatWasReplacedBefore() throws Exception {
    Files.writeString(home.resolve("node.key.old"), "old");
    NodeKey.loadOrCreate(home.resolve("node.key"));

    assertThatThrownBy(() -> VaultSetup.of(home, true).restore(ABOUT, NONE))
        .hasMessageContaining("move it away");
    assertThat(home.resolve("node.key.old")).hasContent("old");
  }

  @Test
  void restoresWhatIsMissingAndNoOtherVault() throws Exception {
    VaultSetup.of(home, false).restore(ABOUT, NONE);
    Files.delete(home.resolve("node.key"));

    assertThat(VaultSetup.of(home, false).restore(ABOUT, NONE).text()).isEqualTo(IDENTITY);
    assertThat(home.resolve("node.key")).exists();
    for (var replace : new boolean[]{false, true}) {
      assertThatThrownBy(() -> VaultSetup.of(home, replace).restore(ZOO, NONE))
          .hasMessageContaining("has a vault already, with the identity " + IDENTITY);
      assertThatThrownBy(() -> VaultSetup.of(home, replace).create(12, NONE, (_, _) -> {}))
          .hasMessageContaining("has a vault already");
    }
    assertThat(home.resolve("node.key.old")).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithItsFile() throws Exception {
    Files.writeString(home.resolve("vault.json"), "{\"format\": 2}");
    assertThatThrownBy(() -> NodeVault.open(home, new MemoryCredentials()))
        .hasMessageContaining("has format 2, and this program knows 1");

    for (var broken : new String[]{"", "{", "{\"format\": 1}",
        "{\"format\": 1, \"key_version\": 2}"}) {
      Files.writeString(home.resolve("vault.json"), broken);
      assertThatThrownBy(() -> NodeVault.open(home, new MemoryCredentials()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("vault.json");
    }
  }
}
