package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `alk exec`, `alk attach` and `alk logs` with a container on another machine: the command talks to
/// the hub's node, that one over QUIC to the worker's, and that one to Docker.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ResourceLock(Provider.SHARED)
class DockerSessionTest {
  @TempDir
  Path folder;

  private FleetBed fleet;
  private String id;

  @BeforeEach
  void startBothAndAContainer() throws Exception {
    Provider.DOCKER.require();
    fleet = FleetBed.open(folder, Provider.DOCKER, "--peer");
    id = call("docker/container/create", """
        {"image": "alk/busybox:latest", "openStdin": true, "stdinOnce": true,
         "command": ["sh", "-c", "echo begun; cat; exit 5"]}""").path("id").asText();
    call("docker/container/start", "{\"containerId\": \"%s\"}".formatted(id));
  }

  @AfterEach
  void endAll() throws Exception {
    if (id != null) {
      call("docker/container/remove", "{\"containerId\": \"%s\", \"force\": true}".formatted(id));
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void theExitCodeAndBothOutputsComeThroughTheHub() throws Exception {
    var result = there("exec", id, "sh", "-c", "echo out; echo err >&2; exit 7");

    assertThat(result).isEqualTo(new AlkCommand.Result(7, "out", "err"));
  }

  @Test
  void theEndOfStandardInputComesThroughTheHub() throws Exception {
    assertThat(there("exec", "-i", id, "cat")).isEqualTo(new AlkCommand.Result(0, "", ""));
    assertThat(there("attach", id).exitCode()).isEqualTo(5);
    assertThat(there("logs", "-f", id).out()).isEqualTo("begun");
  }

  @Test
  void aRefusalComesThroughTheHub() throws Exception {
    var result = there("exec", "no-such-thing", "true");

    assertThat(result.exitCode()).isOne();
    assertThat(result.err()).contains("CONTAINER_NOT_FOUND");
  }

  @Test
  void filesGoThroughTheHubBothWays() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "text of some length\n".repeat(100_000));

    assertThat(there("cp", file.toString(), id + ":/tmp"))
        .returns(0, AlkCommand.Result::exitCode);
    assertThat(there("exec", id, "sh", "-c", "mkdir /tmp/all; mv /tmp/file /tmp/all/moved"))
        .returns(0, AlkCommand.Result::exitCode);
    assertThat(there("cp", id + ":/tmp/all", folder.resolve("back").toString()))
        .returns(0, AlkCommand.Result::exitCode);

    assertThat(folder.resolve("back/moved")).hasSameBinaryContentAs(file);
    assertThat(there("cp", id + ":/none", folder.toString()).err()).contains("PATH_NOT_FOUND");
  }

  @Test
  void own06_theHubIsTheOwnerOfWhatWasMadeThroughIt() throws Exception {
    var labels = call("docker/container/inspect", "{\"containerId\": \"%s\"}".formatted(id))
        .path("Config")
        .path("Labels");

    assertThat(labels.path("alknet.owner").asText()).isEqualTo("hub");
    assertThat(labels.path("alknet.managed").asText()).isEqualTo("true");
  }

  @Test
  void race_anExecDoesNotOutliveItsKilledCommand() throws Exception {
    var command = fleet.worker()
        .start("exec", "--connect", id, "sh", "-c",
            "echo ready; sleep 1011");
    assertGoneWhenKilled(command);
  }

  @Test
  void race_anExecDoesNotOutliveItsKilledCommandAtTheHub() throws Exception {
    var command = fleet.hub()
        .start("exec", "--connect", "--peer", "worker-1", id, "sh", "-c",
            "echo ready; sleep 1011");
    assertGoneWhenKilled(command);
  }

  @Test
  void race_aRetryAfterTheWorkerWasKilledMakesNoSecondCopy() throws Exception {
    var name = "alk-" + UUID.randomUUID();
    var again = """
        {"image": "alk/busybox:latest", "name": "%s", "labels": {"race": "%s"}}"""
        .formatted(name, name);
    var first = call("docker/container/create", again).path("id").asText();

    fleet.workerNode().kill();
    fleet.startWorker();

    assertThat(there("call", "docker/container/create", again).err()).contains("already in use");
    assertThat(call("docker/container/list", """
        {"all": true, "labels": {"race": "%s"}}""".formatted(name)).findValuesAsText("Id"))
        .containsExactly(first);
    call("docker/container/remove", "{\"containerId\": \"%s\"}".formatted(name));
  }

  private void assertGoneWhenKilled(AlkCommand.Running command) throws Exception {
    command.awaitLine("ready");
    assertThat(programs()).contains("sleep 1011");

    command.kill();

    while (programs().contains("sleep 1011")) {
      Thread.onSpinWait();
    }
  }

  private List<String> programs() throws Exception {
    var programs = new ArrayList<String>();
    call("docker/container/top",
        "{\"containerId\": \"%s\", \"columns\": [\"args\"]}".formatted(id)).path("Processes")
        .forEach(process -> programs.add(process.path(1).asText()));
    return programs;
  }

  private JsonNode call(String operation, String input) throws Exception {
    var result = there("call", operation, input, "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.json();
  }

  private AlkCommand.Result there(String... words) throws Exception {
    return fleet.hub().run(words(words));
  }

  /// The command, told to work on the worker.
  private static String[] words(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--connect", "--peer", "worker-1"));
    return all.toArray(String[]::new);
  }
}
