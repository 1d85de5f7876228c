package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveActionsTest {
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void doc09_everyActionSaysThatAContainerIsMissing() throws Exception {
    for (var verb : List.of("stop", "restart", "kill", "pause", "unpause", "update", "top",
        "changes")) {
      assertThat(desk.failure("docker/container/" + verb, named("no-such-thing")).code())
          .as(verb)
          .isEqualTo("CONTAINER_NOT_FOUND");
    }
    assertThat(desk.failure("docker/container/rename", """
        {"containerId": "no-such-thing", "name": "other"}""").code())
        .isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void stopsWithinTheTimeThatIsGiven() throws Exception {
    var id = daemon.run("trap '' TERM; while :; do sleep 0.1; done");

    assertThat(desk.invoke("docker/container/stop",
        "{\"containerId\": \"%s\", \"timeoutSeconds\": 0}".formatted(id))).isEmpty();

    assertThat(state(id).path("ExitCode").asInt()).isEqualTo(137);
    assertThat(desk.invoke("docker/container/stop", named(id))).as("again").isEmpty();
  }

  @Test
  void sendsTheSignalThatIsNamed() throws Exception {
    var id = daemon.run("trap 'exit 9' USR1; echo ready; while :; do sleep 0.1; done");
    while (daemon.log(id).isEmpty()) {
      Thread.onSpinWait();
    }

    desk.invoke("docker/container/kill",
        "{\"containerId\": \"%s\", \"signal\": \"USR1\"}".formatted(id));

    assertThat(daemon.await(id)).isEqualTo(9);
    assertThat(desk.failure("docker/container/kill", named(id)).code()).isEqualTo("DOCKER_ERROR");
  }

  @Test
  void restartsPausesAndGoesOn() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var before = state(id).path("StartedAt").asText();

    desk.invoke("docker/container/restart",
        "{\"containerId\": \"%s\", \"timeoutSeconds\": 0}".formatted(id));
    assertThat(state(id).path("StartedAt").asText()).isNotEqualTo(before);

    desk.invoke("docker/container/pause", named(id));
    assertThat(state(id).path("Paused").asBoolean()).isTrue();
    desk.invoke("docker/container/unpause", named(id));
    assertThat(state(id).path("Paused").asBoolean()).isFalse();
  }

  @Test
  void renames() throws Exception {
    var id = daemon.create("true");
    var name = "alk-" + UUID.randomUUID();

    desk.invoke("docker/container/rename",
        "{\"containerId\": \"%s\", \"name\": \"%s\"}".formatted(id, name));

    assertThat(inspect(name).path("Id").asText()).isEqualTo(id);
  }

  @Test
  void updatesLimitsAndRestartPolicy() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    desk.invoke("docker/container/update", """
        {"containerId": "%s", "memory": 67108864, "cpus": 0.5,
         "restart": {"policy": "on-failure", "maximumRetries": 3}}""".formatted(id));

    var host = inspect(id).path("HostConfig");
    assertThat(host.path("Memory").asLong()).isEqualTo(67108864);
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000);
    assertThat(host.path("RestartPolicy").path("MaximumRetryCount").asInt()).isEqualTo(3);
  }

  @Test
  void showsProcessesFiguresAndChangedFiles() throws Exception {
    var id = daemon.run("touch /made; echo ready; tail -f /dev/null");
    while (daemon.log(id).isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(desk.invoke("docker/container/top", named(id)).path("Processes")).hasSize(1);
    assertThat(desk.invoke("docker/container/changes", named(id)))
        .contains(Desk.json("{\"Path\": \"/made\", \"Kind\": 1}"));
    assertThat(desk.items("docker/container/stats",
        "{\"containerId\": \"%s\", \"once\": true}".formatted(id)))
        .singleElement()
        .satisfies(sample -> assertThat(sample.path("id").asText()).isEqualTo(id));
  }

  @Test
  void followsFiguresUntilTheContainerIsRemoved() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var samples = desk.subscribe("docker/container/stats", named(id))) {
      assertThat(samples.next()).isPresent();
      desk.invoke("docker/container/remove",
          "{\"containerId\": \"%s\", \"force\": true}".formatted(id));
      var next = samples.next();
      while (next.isPresent()) {
        next = samples.next();
      }
    }
  }

  @Test
  void prunesWhatBearsALabelAndNoMore() throws Exception {
    var mark = UUID.randomUUID().toString();
    var input = Json.object().put("image", LiveDaemon.IMAGE);
    input.putObject("labels").put("mark", mark);
    var gone = daemon.create(input);
    var kept = daemon.create("true");

    var output = desk.invoke("docker/container/prune",
        "{\"labels\": {\"mark\": \"%s\"}}".formatted(mark));

    assertThat(output.path("removed")).containsExactly(Desk.json("\"" + gone + "\""));
    assertThat(inspect(kept).path("Id").asText()).isEqualTo(kept);
  }

  private JsonNode inspect(String id) throws InterruptedException {
    return desk.invoke("docker/container/inspect", named(id));
  }

  private JsonNode state(String id) throws InterruptedException {
    return inspect(id).path("State");
  }
}
