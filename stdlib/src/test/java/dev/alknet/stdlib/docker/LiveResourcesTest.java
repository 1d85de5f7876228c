package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Volumes, networks and the daemon itself.
@Timeout(60)
class LiveResourcesTest {
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();
  private final String name = "alk-" + UUID.randomUUID();
  private final String labels = "\"labels\": {\"mark\": \"%s\"}".formatted(name);

  @Test
  void aVolumeFromBeginningToEnd() throws Exception {
    assertThat(desk.invoke("docker/volume/create", "{\"name\": \"%s\", %s}".formatted(name, labels))
        .path("Name")
        .asText()).isEqualTo(name);
    assertThat(desk.invoke("docker/volume/list", "{%s, \"dangling\": true}".formatted(labels))
        .findValuesAsText("Name")).containsExactly(name);
    assertThat(desk.invoke("docker/volume/inspect", volume()).path("Labels").path("mark").asText())
        .isEqualTo(name);
    assertThat(desk.invoke("docker/volume/remove", volume()).path("removed").asBoolean()).isTrue();

    assertThat(desk.failure("docker/volume/inspect", volume()).code())
        .isEqualTo("VOLUME_NOT_FOUND");
    assertThat(desk.failure("docker/volume/remove", volume()).code()).isEqualTo("VOLUME_NOT_FOUND");
  }

  @Test
  void prunesVolumesByLabel() throws Exception {
    desk.invoke("docker/volume/create", "{\"name\": \"%s\", %s}".formatted(name, labels));

    assertThat(desk.invoke("docker/volume/prune", "{%s, \"all\": true}".formatted(labels))
        .path("removed")).containsExactly(Desk.json("\"" + name + "\""));
  }

  @Test
  void aNetworkFromBeginningToEnd() throws Exception {
    var id = desk.invoke("docker/network/create", """
        {"name": "%s", "internal": true, "subnet": "10.213.7.0/24", "gateway": "10.213.7.1", %s}"""
        .formatted(name, labels)).path("id").asText();
    assertThat(desk.invoke("docker/network/list", "{%s}".formatted(labels)).findValuesAsText("Id"))
        .containsExactly(id);

    var container = daemon.run("tail -f /dev/null");
    var both = "{\"network\": \"%s\", \"containerId\": \"%s\"}".formatted(name, container);
    desk.invoke("docker/network/connect", both);
    assertThat(desk.invoke("docker/network/inspect", network()).path("Containers").has(container))
        .isTrue();
    assertThat(desk.failure("docker/network/remove", network()).code()).isEqualTo("DOCKER_ERROR");
    desk.invoke("docker/network/disconnect", both);
    assertThat(desk.invoke("docker/network/remove", network()).path("removed").asBoolean())
        .isTrue();

    assertThat(desk.failure("docker/network/inspect", network()).code())
        .isEqualTo("NETWORK_NOT_FOUND");
    assertThat(desk.failure("docker/network/connect", both).code()).isEqualTo("NETWORK_NOT_FOUND");
    assertThat(desk.failure("docker/network/connect",
        "{\"network\": \"bridge\", \"containerId\": \"no-such-thing\"}").code())
        .isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void prunesNetworksByLabel() throws Exception {
    desk.invoke("docker/network/create",
        "{\"name\": \"%s\", \"internal\": true, %s}".formatted(name, labels));

    assertThat(desk.invoke("docker/network/prune", "{%s}".formatted(labels)).path("removed"))
        .containsExactly(Desk.json("\"" + name + "\""));
  }

  @Test
  void tellsAboutTheDaemon() throws Exception {
    assertThat(desk.invoke("docker/system/info", "{}").path("Driver").asText()).isNotBlank();
    assertThat(desk.invoke("docker/system/version", "{}").path("ApiVersion").asText()).isNotBlank();
    assertThat(desk.invoke("docker/system/df", "{}").path("Images").isArray()).isTrue();
  }

  @Test
  void tellsWhatHappens() throws Exception {
    var before = System.currentTimeMillis() / 1000 - 1;
    var id = daemon.ran("exit 3");

    var actions = new ArrayList<String>();
    try (var events = desk.subscribe("docker/system/events", """
        {"since": "%d", "types": ["container"], "containers": ["%s"]}""".formatted(before, id))) {
      while (!actions.contains("die")) {
        actions.add(events.next().orElseThrow().path("Action").asText());
      }
    }

    assertThat(actions).containsSequence("create", "start", "die");
  }

  @Test
  void endsWithTheTimeThatWasAskedFor() throws Exception {
    var id = daemon.ran("exit 3");
    var until = System.currentTimeMillis() / 1000 + 1;

    assertThat(desk.items("docker/system/events", """
        {"since": "%d", "until": "%d", "actions": ["die"], "containers": ["%s"]}"""
        .formatted(until - 60, until, id))).hasSize(1);
    assertThat(desk.invoke("docker/container/inspect", named(id)).path("Id").asText())
        .isEqualTo(id);
  }

  private String volume() {
    return "{\"name\": \"%s\"}".formatted(name);
  }

  private String network() {
    return "{\"network\": \"%s\"}".formatted(name);
  }
}
