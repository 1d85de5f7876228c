package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nodes that come, go, die and refuse each other, as real processes.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NodeLifeTest {
  /// How long a silent peer counts as there, which is 5 seconds, and much for a busy machine.
  private static final Duration KEEP_ALIVE_BOUND = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  @Test
  void losesAWorkerThatIsKilledAndFindsItAgain() throws Exception {
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var running = fleet.hub()
          .start("run", "--connect", AlkCommand.testScript("outlive-worker.mjs").toString(),
              "--json", "--timeout", "90s");
      running.awaitLine("waiting");
      var orphans = fleet.workerNode().descendants().toList();

      try {
        var killed = System.nanoTime();
        fleet.workerNode().signal("KILL");
        running.awaitLine("lost");
        var noticed = Duration.ofNanos(System.nanoTime() - killed);
        fleet.startWorker();
        var result = running.result();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("""
            {"failure":{"ours":true,"code":"INTERNAL","message":"connection closed"},\
            "back":true,"listed":true}""");
        assertThat(noticed).isLessThan(KEEP_ALIVE_BOUND);
      } finally {
        orphans.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  @Test
  void c106_letsACallInFlightFinish() throws Exception {
    var home = Files.createDirectory(folder.resolve("worker"));
    Files.writeString(home.resolve("alknet.yaml"), "drain: 30s");
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var running = fleet.hub()
          .start("run", "--connect", AlkCommand.testScript("short-work-there.mjs").toString(),
              "--json");
      running.awaitLine("begun");

      fleet.workerNode().signal("TERM");
      var ended = fleet.workerNode().result();
      var result = running.result();

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.json()).extracting(JsonNode::textValue).containsExactly("begun", "done");
      assertThat(ended.exitCode()).isZero();
      assertThat(folder.resolve("worker/node.sock")).doesNotExist();
    }
  }

  @Test
  void failsWhatRunsOnANodeThatGoesAway() throws Exception {
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var running = fleet.hub().start("call", "--connect", "peer/watch", "{}");
      running.awaitLine("worker-1");

      fleet.hubNode().signal("KILL");
      var result = running.result();

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("INTERNAL: connection closed");
    }
  }

  @Test
  void worksThroughEveryCommand() throws Exception {
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var hub = fleet.hub();
      var offer = AlkCommand.testScript("offer.mjs").toString();

      assertThat(hub.run("eval", "--connect", "env.peers()", "--json").out())
          .isEqualTo("[\"worker-1\"]");
      assertThat(hub.run("ops", "--connect", "peer/").out()).contains("peer/invoke");
      assertThat(hub.run("ops", "--connect", "--peer", "worker-1", "container/r").out())
          .contains("container/run");
      var list = hub.run("call", "--connect", "--peer", "worker-1", "container/list", "--json");
      assertThat(list.exitCode()).isZero();
      assertThat(list.out()).startsWith("["); // others may use the same daemon meanwhile
      assertThat(hub.run("call", "--connect", "--peer", "worker-2", "container/list").err())
          .contains("NOT_FOUND", "worker-2", "did you mean worker-1");
      assertThat(hub.run("repl", "--connect")).isEqualTo(new AlkCommand.Result(0, "", ""));
      assertThat(hub.run("run", "--connect", offer).err())
          .contains("this peer is reached through another node");
      assertThat(fleet.worker().run("ops", "--connect", fleet.address(), "--json").out())
          .contains("services/list-peers")
          .doesNotContain("container/run");
      assertThat(hub.run("eval", "--connect", "env.peers()", "--json").out())
          .isEqualTo("[\"worker-1\"]");
    }
  }

  @Test
  void letsAWorkerCallBackOnlyWhatItMay() throws Exception {
    var callBack = "await env.peer('hub').invoke('container/list', {})";
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var refused = fleet.worker().run("eval", "--connect", callBack);

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("NOT_FOUND", "container/list");
    }
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--operator")) {
      var list = fleet.worker().run("eval", "--connect", callBack, "--json");

      assertThat(list.exitCode()).as(list.err()).isZero();
      assertThat(list.out()).startsWith("["); // others may use the same daemon meanwhile
    }
  }

  /// A silent process writes nothing, so nothing but being told ends it.
  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void stopsASilentProcessOnTheWorkerWhenItsCallerGoes(String signal) throws Exception {
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var running = fleet.hub()
          .start("call", "--connect", "--peer", "worker-1", "process/run",
              "{\"command\": [\"sleep\", \"86398\"]}");
      var silent = fleet.awaitWorkerProcess("86398");

      running.signal(signal);
      running.result();

      silent.onExit().join();
    }
  }

  @Test
  void offersAPeerWhatAScriptOfTheNodeRegisters() throws Exception {
    try (var fleet =
        FleetBed.running(folder, AlkCommand.testScript("offers.mjs"), "offered")) {
      var before = fleet.worker()
          .run("call", "--connect", "peer/refresh", "{\"peer\": \"hub\"}", "--json");
      var greeting = fleet.worker()
          .run("call", "--connect", "--peer", "hub", "hub/greet", "{\"name\": \"worker\"}",
              "--json");
      var elsewhere = fleet.hub().run("ops", "--connect", "hub/greet");

      assertThat(before.exitCode()).as(before.err()).isZero();
      assertThat(greeting.out()).isEqualTo("\"hello worker\"");
      assertThat(elsewhere.err()).contains("no operation matches");
    }
  }

  @Test
  void saysWhatIsInTheWay() throws Exception {
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var place = fleet.address().substring(0, fleet.address().indexOf('/'));
      var other = new AlkCommand(folder.resolve("other"));
      var wrong = "ed25519:" + "0".repeat(64);

      assertThat(fleet.hub().run("node").err()).contains("a node is running at", "hub/node.sock");
      assertThat(other.run("node", "--listen", place).err())
          .contains("cannot listen at " + place, "in use");
      assertThat(folder.resolve("other/node.sock")).doesNotExist();
      assertThat(other.run("eval", "--connect", "1"))
          .isEqualTo(new AlkCommand.Result(3, "", "alk: no node is running in %1$s; start one "
              .formatted(folder.resolve("other")) + "with: alk node --home "
              + folder.resolve("other")));
      assertThat(other.run("eval", "--connect", place + "/" + wrong, "1").err())
          .contains("wrong key", wrong, fleet.hubKey());
      var dialling = other.start("node", "--connect", "hub=" + place + "/" + wrong);
      try {
        assertThat(dialling.awaitLine("cannot reach")).contains("hub at " + place,
            "next try in 1 s", wrong, fleet.hubKey());
        dialling.signal("INT");
        assertThat(dialling.result().exitCode()).isEqualTo(130);
      } finally {
        dialling.kill();
      }
      Files.writeString(folder.resolve("other/node.key"), "no key");
      assertThat(other.run("node").err()).contains("node.key holds no Ed25519 private key");
    }
  }

  @Test
  void tellsItsKey() throws Exception {
    var alk = new AlkCommand(folder.resolve("new"));

    var key = alk.run("key");

    assertThat(key.out()).matches("ed25519:[0-9a-f]{64}");
    assertThat(key.err()).contains("--peer", "--operator");
    assertThat(alk.run("key", "--json"))
        .isEqualTo(new AlkCommand.Result(0, "{\"key\":\"%s\"}".formatted(key.out()), ""));
  }
}
