package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.Stores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two homes, a node in each, and the commands by which people make them know each other.
///
/// Lives in the command's package because only there can a command line be interrupted.
@Timeout(120)
class PairingTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir
  private Path folder;

  private final Home hub = new Home("hub");
  private final Home worker = new Home("worker");

  @AfterEach
  void end() throws Exception {
    hub.end();
    worker.end();
  }

  @Test
  void twoCommandsPairTwoNodes() throws Exception {
    hub.startNode("--listen", "127.0.0.1:0");
    worker.startNode();
    var invited = hub.run("peer", "invite", "--name", "worker-1", "--scope", "work", "--json");
    var ticket = json(invited).path("ticket").asText();

    var joined = worker.run("peer", "join", ticket, "--name", "hub", "--json");

    assertThat(joined.code).as(joined.err).isZero();
    assertThat(json(joined).path("as").asText()).isEqualTo("worker-1");
    assertThat(json(joined).path("key").asText()).isEqualTo(hub.key());
    hub.awaitState("worker-1", "connected");
    worker.awaitState("hub", "connected");
    assertThat(hub.run("peer", "show", "worker-1").out).contains("work", worker.key());
    assertThat(worker.run("peer", "list").out).contains("hub", "127.0.0.1:");

    assertThat(hub.run("peer", "disable", "worker-1").out).contains("worker-1 is disabled");
    hub.awaitState("worker-1", "away");
    assertThat(hub.run("peer", "list").out).contains("disabled");
    assertThat(hub.run("peer", "enable", "worker-1").code).isZero();
    hub.awaitState("worker-1", "connected");

    assertThat(worker.run("peer", "remove", "hub").code).isZero();
    hub.awaitState("worker-1", "away");
  }

  @Test
  void aTicketIsRefusedTheSecondTime() throws Exception {
    hub.startNode("--listen", "127.0.0.1:0");
    var ticket = hub.run("peer", "invite").out.strip();
    assertThat(worker.withInput(ticket + "\n").run("peer", "join", "-").code).isZero();

    var third = new Home("third");
    var again = third.run("peer", "join", ticket);

    assertThat(again.code).isEqualTo(1);
    assertThat(again.err).contains("INVITATION_UNKNOWN", "unknown here or was used already");
    assertThat(third.peers()).isEmpty();
    assertThat(worker.run("peer", "join", ticket).err).contains("is known here already, as");
  }

  @Test
  void saysWhatIsInTheWay() {
    assertThat(hub.run("peer").err).contains("Missing required subcommand");
    assertThat(hub.run("peer", "invite").err).contains("no node is running in", "--address");
    assertThat(hub.run("peer", "invite", "--name", "a/b", "--address", "h:1").err)
        .contains("not a name for a peer: 'a/b'", "try 'alk peer invite --help'");
    assertThat(hub.run("peer", "invite", "--name", "operator", "--address", "h:1").code)
        .isEqualTo(2);
    assertThat(hub.run("peer", "invite", "--address", "h").err).contains("not an address: 'h'");
    assertThat(hub.run("peer", "invite", "--resource", "x", "--address", "h:1").err)
        .contains("not a resource: 'x'");
    assertThat(hub.run("peer", "join", "alk1abc").err).contains("the ticket is damaged");
    assertThat(hub.run("peer", "show", "nobody"))
        .extracting(Result::code, Result::err)
        .containsExactly(1, "no peer named nobody is kept in %1$s; see: alk peer list --home %1$s\n"
            .formatted(folder.resolve("hub")));
    assertThat(hub.run("peer", "list").err).contains("no peers");
    assertThat(hub.run("peer", "scope", "nobody").err).contains("--none");
    assertThat(hub.run("apikey", "revoke", "alk_0000").err).contains("no API key alk_0000");
    assertThat(hub.run("call", "--token-file", "x", "a/b").err).contains("--connect");
    assertThat(hub.run("call", "--connect", "h:1/" + "ed25519:" + "0".repeat(64),
        "--connect-public", "h:1", "a/b").err).contains("name two nodes");
  }

  @Test
  void aTicketThatLeadsNowhereSaysSo() throws Exception {
    var ticket = hub.run("peer", "invite", "--address", "127.0.0.1:9").out.strip();

    var refused = worker.run("peer", "join", ticket);

    assertThat(refused.code).isEqualTo(3);
    assertThat(refused.err).contains("cannot be reached", "127.0.0.1:9");
    assertThat(worker.peers()).isEmpty();
  }

  @Test
  void aTicketIsAlsoAPicture() {
    var invited = hub.run("peer", "invite", "--address", "127.0.0.1:9", "--qr");

    assertThat(invited.out).matches("alk1[a-z2-7]+\n");
    assertThat(invited.err.lines().filter(line -> line.matches("[█▀▄ ]{30,}")).count())
        .isGreaterThan(20);
  }

  @Test
  void changesWhatAPeerMayDo() throws Exception {
    hub.startNode("--listen", "127.0.0.1:0");
    var ticket = hub.run("peer", "invite", "--name", "worker-1", "--scope", "a").out.strip();
    var joined = worker.run("peer", "join", ticket);
    assertThat(joined.code).as(joined.err).isZero();

    hub.run("peer", "rename", "worker-1", "under the desk");
    hub.run("peer", "scope", "worker-1", "--scope", "b", "--resource", "container:manage");

    assertThat(json(hub.run("peer", "show", "worker-1", "--json")))
        .isEqualTo(JSON.readTree("""
            {"name": "worker-1", "display_name": "under the desk", "keys": ["%s"], "token": false,
             "scopes": ["b"], "resources": {"container": ["manage"]}, "enabled": true,
             "state": "away"}""".formatted(worker.key())));
    assertThat(hub.run("peer", "scope", "worker-1", "--none").code).isZero();
    assertThat(hub.run("peer", "list", "--json").out).contains("\"scopes\":[]");
  }

  @Test
  void whoeverGetsTheNameOfARemovedPeerOwnsNothing() throws Exception {
    hub.startNode("--listen", "127.0.0.1:0");
    var ticket = hub.run("peer", "invite", "--name", "worker-1").out.strip();
    assertThat(worker.run("peer", "join", ticket).code).isZero();

    try (var kept = hub.stores()) {
      kept.ownership().record("worker-1", "container", "c1");
      kept.ownership().record("worker-2", "container", "c2");

      assertThat(hub.run("peer", "remove", "worker-1").out)
          .isEqualTo("worker-1 is forgotten; nobody owns its containers now: 1\n");
    }

    try (var kept = hub.stores()) {
      assertThat(kept.ownership().recorded("container")).containsExactly("c2");
    }
  }

  @Test
  void anApiKeyWorksUntilItIsRevoked() throws Exception {
    hub.startNode();
    var made = hub.run("apikey", "create", "--scope", "work", "--description", "a test");
    var token = made.out.strip();
    var prefix = token.substring(0, 8);
    var file = folder.resolve("token");
    Files.createFile(file,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, made.out);
    Callable<Result> status =
        () -> hub.run("ops", "--connect", "--token-file", file.toString(), "node/");

    assertThat(token).matches("alk_[0-9a-f]{40}");
    assertThat(hub.run("apikey", "list").out).contains(prefix, "a test", "never")
        .doesNotContain(token);
    assertThat(hub.run("ops", "--connect", "node/").out).contains("node/status");
    assertThat(status.call().out).doesNotContain("node/status");
    assertThat(hub.withInput(made.out).run("ops", "--connect", "--token-file", "-", "node/").out)
        .doesNotContain("node/status");
    hub.run("apikey", "revoke", prefix);
    assertThat(status.call().out).contains("node/status");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(status.call().err).contains("others may use the token", "chmod 600");
  }

  private static JsonNode json(Result result) throws IOException {
    assertThat(result.code).as(result.err).isZero();
    return JSON.readTree(result.out);
  }

  private record Result(int code, String out, String err) {}

  /// A home folder with a store of its own, and perhaps a running node.
  private final class Home {
    private final String name;
    private final Interrupts interrupts = new Interrupts(_ -> {});
    private String input = "";
    private boolean started;
    private FutureTask<Result> node = new FutureTask<>(() -> new Result(0, "", ""));

    Home(String name) {
      this.name = name;
    }

    Home withInput(String text) {
      input = text;
      return this;
    }

    String key() {
      return run("key").out.strip();
    }

    Stores stores() throws Exception {
      return Stores.open(new StoreAddress.Sqlite(folder.resolve(name).resolve("alknet.db")),
          StoreOptions.of("this node"));
    }

    JsonNode peers() throws IOException {
      return json(run("peer", "list", "--json"));
    }

    Result run(String... words) {
      return run(new Interrupts(_ -> {}), words);
    }

    /// Returns when it can be reached.
    void startNode(String... options) throws InterruptedException {
      var words = new ArrayList<>(List.of("node"));
      words.addAll(List.of(options));
      node = new FutureTask<>(() -> run(interrupts, words.toArray(String[]::new)));
      started = true;
      Thread.ofPlatform().start(node);
      while (run("call", "--connect", "node/status").code != 0) {
        if (node.isDone()) {
          throw new AssertionError(node.resultNow().err);
        }
        Thread.onSpinWait();
      }
    }

    void awaitState(String peer, String state) throws IOException {
      while (!json(run("peer", "show", peer, "--json")).path("state").asText().equals(state)) {
        Thread.onSpinWait();
      }
    }

    void end() throws Exception {
      if (started) {
        interrupts.raise(ExitCode.TERMINATED);
        node.get();
      }
    }

    private Result run(Interrupts stopping, String... words) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      var streams = new Streams(
          new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));
      var program = Program.of(streams, _ -> List.of(), stopping);
      var all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--home", folder.resolve(name).toString()));
      var code = program.run(all.toArray(String[]::new));
      return new Result(code, out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8));
    }
  }
}
