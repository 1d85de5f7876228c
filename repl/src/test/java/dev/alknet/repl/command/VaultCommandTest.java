package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.repl.command.Typed.Result;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VaultCommandTest {
  private static final String WORDS = "abandon ".repeat(11) + "about";
  private static final String IDENTITY =
      "ed25519:e78c2766a792f09bfccb51493968ac322283e8d021a30063784d806929762ecc";

  @TempDir
  private Path home = Path.of("");

  @TempDir
  private Path elsewhere = Path.of("");

  @Test
  void initShowsNewWordsOnceAndGivesTheNodeItsKey() throws Exception {
    var result = run("vault", "init");

    assertThat(result.code()).isZero();
    assertThat(result.out().strip().split(" ")).hasSize(24);
    assertThat(result.err()).contains("write these words down", "the node is ed25519:");
    var again = run("vault", "init");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.out()).isEmpty();
    assertThat(again.err()).contains("has a vault already");
    var key = run("key").out().strip();
    assertThat(status().path("identity").asText()).isEqualTo(key);
    assertThat(with(result.out()).run("vault", "init", "--restore").out().strip()).isEqualTo(key);
    try (var files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("node.key", "vault.json", "alknet.db");
    }
  }

  @Test
  void initAnswersOneJsonDocument() throws Exception {
    var json = new JsonMapper().readTree(run("vault", "init", "--words", "15", "--json").out());

    assertThat(json.path("mnemonic").asText().split(" ")).hasSize(15);
    assertThat(json.path("identity").asText()).isEqualTo(run("key").out().strip());
  }

  @Test
  void v02_initRefusesOtherNumbersOfWords() {
    assertThat(run("vault", "init", "--words", "13"))
        .isEqualTo(new Result(1, "", "alk: a mnemonic has 12, 15, 18, 21 or 24 words, not 13\n"));
    assertThat(run("vault", "init", "--words", "12", "--restore").code()).isEqualTo(2);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void initKeepsNothingThatNobodyRead() {
    var typed = new Typed(home).readingNothing();

    assertThat(typed.run("vault", "init").err()).contains("nobody could read the words");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void initTakesNoEmptyFileForAPassphrase() throws Exception {
    var file = keep("passphrase", "\n", "rw-------");

    assertThat(run("vault", "init", "--passphrase-file", file))
        .isEqualTo(new Result(3, "", "alk: there is no passphrase in " + file + "\n"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void initDestroysNoOtherKey() {
    var before = run("key").out();

    var refused = with(WORDS).run("vault", "init", "--restore");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("holds another key").contains("--replace-key");
    assertThat(run("key").out()).isEqualTo(before);

    var taken = with(WORDS).run("vault", "init", "--mnemonic-file", "-", "--replace-key", "--json");
    assertThat(taken.out()).isEqualTo("{\"identity\":\"%s\"}\n".formatted(IDENTITY));
    assertThat(run("key").out()).isEqualTo(IDENTITY + "\n");
    assertThat(home.resolve("node.key.old")).exists();
  }

  @Test
  void keepsNoEmptySecret() throws Exception {
    var words = keep("words", run("vault", "init").out(), "rw-------");
    var empty = keep("empty", "\n", "rw-------");

    assertThat(
        run("vault", "put", "registry", "--secret-file", empty, "--mnemonic-file", words).err())
        .contains("there is no secret in " + empty);
    assertThat(run("vault", "list").out()).doesNotContain("registry");
  }

  @Test
  void readsWordsFromNoFileThatOthersCanRead() throws Exception {
    var file = keep("words", WORDS, "rw-r-----");

    var refused = run("vault", "init", "--mnemonic-file", file);

    assertThat(refused).isEqualTo(new Result(3, "",
        "alk: others may use %1$s; run: chmod 600 %1$s\n".formatted(file)));
    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-------"));
    assertThat(run("vault", "init", "--mnemonic-file", file).out()).isEqualTo(IDENTITY + "\n");
    assertThat(run("vault", "status").err()).isEmpty();
    assertThat(run("vault", "export-public", "--mnemonic-file", elsewhere + "/none").err())
        .contains("there is no file");
  }

  @Test
  void v24_complainsAboutWordsWithoutRepeatingThem() {
    var result = with("zebra " + WORDS + " x").run("vault", "init", "--restore");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("not 14").doesNotContain("zebra", "abandon");
  }

  @Test
  void s41_noFileOfTheHomeHoldsASecret() throws Exception {
    var words = initialised("");
    assertThat(with("sk-plain-as-day").run("vault", "put", "github", "--mnemonic-file", words)
        .code()).isZero();

    try (var files = Files.walk(home)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("sk-plain-as-day");
      }
    }
  }

  @Test
  void keepsSecretsWithTheWordsAlone() throws Exception {
    var words = initialised("");
    var secret = keep("secret", "sk-1\nsk-2\n", "rw-r--r--");

    assertThat(with("sk-0\n").run("vault", "put", "github", "--mnemonic-file", words))
        .isEqualTo(new Result(0, "", "kept github\n"));
    assertThat(with(WORDS + "\n").run("vault", "put", "docker", "--secret-file", secret).code())
        .isZero();
    assertThat(with("sk-0\n").run("vault", "put", "none").err())
        .contains("standard input is taken: add --mnemonic-file");
    assertThat(with("x").run("vault", "put", "a b", "--mnemonic-file", words).code()).isEqualTo(1);
    assertThat(run("vault", "put").code()).isEqualTo(2);

    assertThat(run("vault", "list").out()).isEqualTo("docker\ngithub\n");
    assertThat(run("vault", "list", "--json").out()).isEqualTo("[\"docker\",\"github\"]\n");
    try (var kept = Stores.open(new StoreAddress.Sqlite(home.resolve("alknet.db")),
        StoreOptions.of("this node"))) {
      assertThat(kept.credentials().credential("github").orElseThrow().data())
          .hasSize("sk-0".length() + 16);
      assertThat(kept.credentials().credential("docker").orElseThrow().data())
          .hasSize("sk-1\nsk-2".length() + 16);
    }

    var rotated = run("vault", "rotate", "--to", "3", "--mnemonic-file", words, "--json");
    assertThat(rotated.out()).isEqualTo(
        "{\"rotated\":[\"docker\",\"github\"],\"unreadable\":[],\"key_version\":3}\n");
    assertThat(run("vault", "rotate", "--to", "1", "--mnemonic-file", words).code()).isEqualTo(1);
    assertThat(status().path("versions").path("3").asInt()).isEqualTo(2);
    assertThat(run("vault", "status").out()).contains("2 (2 of key version 3)");

    assertThat(run("vault", "remove", "docker").code()).isZero();
    assertThat(run("vault", "remove", "docker").code()).isEqualTo(1);
    assertThat(run("vault", "list").out()).isEqualTo("github\n");
  }

  @Test
  void noticesWrongWords() throws Exception {
    var words = initialised("");

    var wrong = with("zoo ".repeat(11) + "wrong").run("vault", "export-public");
    assertThat(wrong).isEqualTo(new Result(1, "", "alk: these are not the words of this vault\n"));
    assertThat(run("vault", "export-public", "--mnemonic-file", words).out())
        .contains("identity  " + IDENTITY, "ssh       ssh-ed25519 AAAA",
            "ethereum  0x9858EfFD232B4033E47d90003D41EC34EcaEda94 0237b0bb");
  }

  @Test
  void asksForThePassphraseOfAVaultThatHasOne() throws Exception {
    var words = initialised("pässwort");

    assertThat(with("pässwort\n").run("vault", "export-public", "--mnemonic-file", words).code())
        .isZero();
    assertThat(with(WORDS + "\npässwort").run("vault", "export-public").code()).isZero();
    assertThat(run("vault", "export-public", "--mnemonic-file", words).err())
        .contains("or not its passphrase");
  }

  @Test
  void unlocksTheNodeThatRuns() throws Exception {
    var words = initialised("");
    assertThat(run("vault", "unlock").err()).contains("no node is running in " + home);
    var node = typed();
    var ended = new FutureTask<>(() -> node.run("node"));
    Thread.ofPlatform().start(ended);
    awaitNode();

    assertThat(status().path("running").asBoolean()).isTrue();
    assertThat(status().path("unlocked").asBoolean()).isFalse();
    assertThat(with("zoo ".repeat(11) + "wrong").run("vault", "unlock").code()).isEqualTo(1);
    assertThat(with(WORDS).run("vault", "unlock").err()).isEqualTo("unlocked\n");
    assertThat(run("vault", "unlock", "--mnemonic-file", words).err())
        .isEqualTo("it was unlocked already\n");
    assertThat(run("vault", "status").out()).contains("node         unlocked");
    assertThat(with("sk-1").run("vault", "put", "github").err()).isEqualTo("kept github\n");
    assertThat(run("vault", "list").out()).isEqualTo("github\n");
    assertThat(run("vault", "rotate", "--to", "4").code()).isZero();
    assertThat(run("vault", "export-public").out()).contains(IDENTITY);
    assertThat(run("vault", "lock").err()).isEqualTo("locked\n");
    assertThat(run("vault", "lock").err()).isEqualTo("it was locked already\n");
    assertThat(with("sk-1").run("vault", "put", "other", "--mnemonic-file", words).code())
        .as("with words of one's own also beside a locked node")
        .isZero();
    assertThat(status().path("unlocked").asBoolean()).isFalse();
    node.interrupts.raise(ExitCode.TERMINATED);

    assertThat(ended.get().code()).isZero();
    assertThat(home.resolve("vault.sock")).doesNotExist();
  }

  @Test
  void knowsANodeThatIsOlderThanItsVault() throws Exception {
    var node = typed();
    var ended = new FutureTask<>(() -> node.run("node"));
    Thread.ofPlatform().start(ended);
    awaitNode();

    assertThat(run("vault", "init", "--replace-key").code()).isZero();
    assertThat(run("vault", "unlock").err())
        .contains("was started before its vault was made; start it again");
    node.interrupts.raise(ExitCode.TERMINATED);

    assertThat(ended.get().code()).isZero();
  }

  @Test
  void aNodeUnlocksWhenItStarts() throws Exception {
    var words = initialised("");
    var wrong = keep("wrong", "zoo ".repeat(11) + "wrong", "rw-------");
    assertThat(run("node", "--mnemonic-file", wrong).code()).isEqualTo(1);
    assertThat(home.resolve("vault.sock")).doesNotExist();
    var node = typed();
    var ended = new FutureTask<>(() -> node.run("node", "--mnemonic-file", words));
    Thread.ofPlatform().start(ended);
    awaitNode();

    assertThat(status().path("unlocked").asBoolean()).isTrue();
    node.interrupts.raise(ExitCode.TERMINATED);
    assertThat(ended.get().code()).isZero();
  }

  @Test
  void saysWhatToDoWithoutAVault() throws Exception {
    assertThat(status().toString()).isEqualTo("{\"initialised\":false}");
    for (var command : List.of("list", "lock", "unlock", "export-public")) {
      assertThat(run("vault", command).err()).contains("make one with: alk vault init");
    }
    assertThat(run("node", "--mnemonic-file", "-").err()).contains("alk vault init");
    assertThat(run("vault").code()).isEqualTo(2);
  }

  @Test
  void hasHelpWithExamples() {
    assertThat(run("vault", "--help").out()).contains("alk vault init", "export-public", "--home");
    for (var command : List.of("init", "unlock", "lock", "status", "put", "list", "remove",
        "rotate", "export-public")) {
      assertThat(run("vault", command, "--help").out()).contains("Examples:",
          "alk vault " + command, "--home");
    }
  }

  private void awaitNode() {
    while (!Files.exists(home.resolve("node.sock"))) {
      if (Thread.interrupted()) {
        throw new AssertionError("gave up waiting");
      }
      Thread.onSpinWait();
    }
  }

  private JsonNode status() throws IOException {
    return new JsonMapper().readTree(run("vault", "status", "--json").out());
  }

  /// Makes a vault of the usual words; answers the file that holds them.
  private String initialised(String passphrase) throws IOException {
    var words = keep("words", WORDS + "\n", "rw-------");
    var made = passphrase.isEmpty()
        ? run("vault", "init", "--mnemonic-file", words)
        : run("vault", "init", "--mnemonic-file", words, "--passphrase-file",
            keep("passphrase", passphrase, "rw-------"));
    assertThat(made.code()).isZero();
    return words;
  }

  private String keep(String name, String text, String mode) throws IOException {
    var file = elsewhere.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file.toString();
  }

  private Typed typed() {
    return new Typed(home);
  }

  private Typed with(String standardInput) {
    return typed().with(standardInput);
  }

  private Result run(String... arguments) {
    return typed().run(arguments);
  }
}
