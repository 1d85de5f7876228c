package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class NodeCommandTest {
  private static final String KEY = "ed25519:" + "1".repeat(64);

  @TempDir
  private Path home = Path.of("");

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(run("node", "--peer", "worker").err())
        .contains("not a name and a key: 'worker' (expected NAME=ed25519:KEY");
    assertThat(run("node", "--peer", "a/b=" + KEY).err()).contains("not a name for a peer: 'a/b'");
    assertThat(run("node", "--peer", "local=" + KEY).code()).isEqualTo(2);
    assertThat(run("node", "--operator", "hub=ed25519:12").err()).contains("not a fingerprint");
    assertThat(run("node", "--connect", "hub=far:1").err()).contains("not an address: 'far:1'");
    assertThat(run("node", "--listen", "4433").err()).contains("not an address to listen at");
    assertThat(run("node", "--peer", "a=" + KEY, "--operator", "b=" + KEY))
        .isEqualTo(new Result(2, "", "alk node: one key has two names, b and a: " + KEY
            + "\ntry 'alk node --help'\n"));
  }

  @Test
  void makesItsHome() {
    home = home.resolve("not/there");

    assertThat(run("node", "--mnemonic-file", "missing").err()).contains("there is no vault in");
    assertThat(home).isDirectory();
  }

  @Test
  void saysWhichFileIsMissing() throws Exception {
    Files.writeString(home.resolve("alknet.yaml"), """
        store: {postgresql: "postgresql://alknet@127.0.0.1/alknet", password_file: missing}
        """);

    assertThat(run("node")).isEqualTo(
        new Result(3, "",
            "alk: there is no password file %s\n".formatted(home.resolve("missing"))));
  }

  @Test
  void isUsedThroughItsSocketUntilItIsEnded() throws Exception {
    var node = new Typed(home);
    var ended = new FutureTask<>(() -> node.run("node", "--json"));
    Thread.ofPlatform().start(ended);
    while (!Files.exists(home.resolve("node.sock"))) {
      if (Thread.interrupted()) {
        throw new AssertionError("gave up waiting");
      }
      Thread.onSpinWait();
    }

    assertThat(run("call", "--connect", "sample/echo", "{\"n\": 1}", "--json"))
        .isEqualTo(new Result(0, "{\"n\":1}\n", ""));
    assertThat(run("eval", "--connect", "await env.invoke('sample/echo', {n: 2})", "--json").out())
        .isEqualTo("{\"n\":2}\n");
    assertThat(new Typed(home).on(_ -> {
      throw new IllegalStateException("opened");
    }).run("node")).isEqualTo(new Result(3, "",
        "alk: a node is running at %s already\n".formatted(home.resolve("node.sock"))));
    node.interrupts.raise(ExitCode.TERMINATED);

    var result = ended.get();
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("{\"listen\":null,\"key\":\"ed25519:")
        .endsWith("\"socket\":\"" + home.resolve("node.sock") + "\"}\n");
    assertThat(home.resolve("node.sock")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"host:99", "host:99/ed25519:12", "ed25519:12", "host/ed25519:12"})
  void complainsAboutAMistypedAddress(String address) {
    var result = run("run", "--connect", address, "script.mjs");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("alk run: Invalid value for option '--connect': not a");
  }

  @Test
  void leavesTheWordAfterConnectToTheCommand() {
    var nobody =
        new Result(3, "", "alk: no node is running in %1$s; start one with: alk node --home %1$s\n"
            .formatted(home));

    assertThat(run("run", "--connect", "missing.mjs").err())
        .contains("cannot read the script: missing.mjs");
    assertThat(run("call", "--connect", "sample/echo")).isEqualTo(nobody);
    assertThat(run("eval", "1", "--connect")).isEqualTo(nobody);
    assertThat(run("ops", "--connect", "--json")).isEqualTo(nobody);
    assertThat(run("repl", "--connect")).isEqualTo(nobody);
  }

  @Test
  void knowsWhatGoesWithConnect() {
    assertThat(run("ops", "--connect", "--provider", "process").err())
        .contains("--provider is for a node of one's own");
    assertThat(run("ops", "--peer", "worker-1").err()).contains("--peer needs --connect");
  }

  @Test
  void printsTheKeyOfItsHome() {
    var first = run("key");

    assertThat(first.out()).matches("ed25519:[0-9a-f]{64}\n");
    assertThat(run("key", "--json").out()).isEqualTo("{\"key\":\"%s\"}\n"
        .formatted(first.out().strip()));
  }

  private Result run(String... arguments) {
    return new Typed(home).run(arguments);
  }
}
