package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.stdlib.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveContainerTest {
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void runsAContainerFromBeginningToEnd() throws Exception {
    var id = daemon.create("echo hello; exit 7");
    assertThat(status(id)).isEqualTo("created");
    assertThat(desk.invoke("docker/container/start", named(id))).isEmpty();
    assertThat(desk.texts("docker/container/logs", LiveDaemon.followed(id)))
        .containsExactly("hello");
    assertThat(daemon.await(id)).isEqualTo(7);
    assertThat(desk.invoke("docker/container/remove", named(id)))
        .isEqualTo(Desk.json("{\"removed\": true}"));

    assertThat(desk.failure("docker/container/inspect", named(id)).code())
        .isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void doc09_saysThatAContainerIsMissing() throws Exception {
    for (var operation : List.of("start", "inspect", "wait", "remove")) {
      var error = desk.failure("docker/container/" + operation, named("no-such-thing"));
      assertThat(error.code()).as(operation).isEqualTo("CONTAINER_NOT_FOUND");
      assertThat(error.message()).isEqualTo("no such container: no-such-thing");
      assertThat(error.retryable()).isFalse();
    }
    assertThat(desk.failureAfter("docker/container/logs", named("no-such-thing"),
        new ArrayList<>()).code()).isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void doc11_marksItsContainersWhateverTheCallerSays() throws Exception {
    var input = image().set("labels", Desk.json("""
        {"alknet.managed": "no", "alknet.owner": "eve"}"""));

    assertThat(withoutMark(labels(daemon.create(input)), "alknet")).isEqualTo(Desk.json("""
        {"alknet.managed": "true", "alknet.owner": "ann"}"""));
  }

  @Test
  void doc12_keepsTheCallersOwnLabels() throws Exception {
    var input = image().set("labels", Desk.json("""
        {"team": "blue", "alknetic": "yes"}"""));

    assertThat(labels(daemon.create(input))).contains(Desk.json("\"blue\""), Desk.json("\"yes\""));
  }

  @Test
  void doc13_writesLabelsUnderThePrefixOfTheNode() throws Exception {
    var fleet = new Desk(LiveDaemon.where(), new Labels("fleet-a"));

    var id = fleet.invoke("docker/container/create", """
        {"image": "alk/busybox:latest", "labels": {"fleet-a.owner": "eve"}}""")
        .path("id")
        .asText();

    assertThat(withoutMark(labels(id), "fleet-a")).isEqualTo(Desk.json("""
        {"fleet-a.managed": "true", "fleet-a.owner": "ann"}"""));
    desk.invoke("docker/container/remove", named(id));
  }

  @Test
  void doc14_ownedOnlyLeavesTheFilterToTheDaemon() throws Exception {
    var mine = daemon.create(image());
    var others = daemon.createRaw(Desk.json("""
        {"Image": "alk/busybox:latest", "Labels": {"alknet.owner": "bob"}}"""));

    var listed = desk.invoke("docker/container/list", """
        {"owned_only": true, "all": true}""").findValuesAsText("Id");

    assertThat(listed).contains(mine).doesNotContain(others);
  }

  @Test
  void givesTheProcessItsEnvironmentAndFolder() throws Exception {
    var input = Desk.json("""
        {"image": "alk/busybox:latest", "command": ["sh", "-c", "echo $GREETING; pwd"],
         "env": {"GREETING": "a=b c"}, "workingDirectory": "/tmp"}""");
    var id = daemon.create(input);
    desk.invoke("docker/container/start", named(id));
    daemon.await(id);

    assertThat(daemon.log(id)).containsExactly("a=b c", "/tmp");
  }

  @Test
  void findsContainersByLabelAndByOwner() throws Exception {
    var mark = UUID.randomUUID().toString();
    var id = daemon.create(image().set("labels", Json.object().put("mark", mark)));

    assertThat(list(mark, "\"all\": true")).containsExactly(id);
    assertThat(list(mark, "\"all\": true, \"owned_only\": true")).containsExactly(id);
    assertThat(list(mark, "\"all\": false")).isEmpty();
  }

  @Test
  void refusesANameThatIsTaken() throws Exception {
    var name = "alk-" + UUID.randomUUID();
    daemon.create(image().put("name", name));

    var error = desk.failure("docker/container/create", image().put("name", name).toString());

    assertThat(error.code()).isEqualTo("DOCKER_ERROR");
    assertThat(error.details()).isEqualTo(Desk.json("{\"status\": 409}"));
  }

  @Test
  void saysHowToGetAnImageThatIsMissing() throws Exception {
    var error = desk.failure("docker/container/create", "{\"image\": \"alk/missing:1\"}");

    assertThat(error.code()).isEqualTo("IMAGE_NOT_FOUND");
    assertThat(error.message()).contains("alk/missing:1", "docker/image/pull");
  }

  @Test
  void saysWhyAProgramCannotBeStarted() throws Exception {
    var input = image();
    input.putArray("command").add("/no/such/program");
    var id = daemon.create(input);

    assertThat(desk.failure("docker/container/start", named(id)).code()).isEqualTo("DOCKER_ERROR");
    assertThat(desk.failure("docker/container/wait", named(id)).message())
        .contains("was never started", "/no/such/program");
  }

  @Test
  void startingTwiceIsFineAndRemovingNeedsForce() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    assertThat(desk.invoke("docker/container/start", named(id))).isEmpty();
    assertThat(desk.failure("docker/container/remove", named(id)).details())
        .isEqualTo(Desk.json("{\"status\": 409}"));
    assertThat(desk.invoke("docker/container/remove",
        "{\"containerId\": \"%s\", \"force\": true}".formatted(id)).path("removed").asBoolean())
        .isTrue();
  }

  @Test
  void waitsForWhatIsStillRunning() throws Exception {
    var id = daemon.run("sleep 1; exit 5");

    assertThat(daemon.await(id)).isEqualTo(5);
  }

  @Test
  void knowsTheExitCodeOfWhatExitedLongAgo() throws Exception {
    var id = daemon.ran("exit 3");

    assertThat(daemon.await(id)).isEqualTo(3);
    assertThat(daemon.await(id)).isEqualTo(3);
  }

  private static ObjectNode image() {
    return Json.object().put("image", LiveDaemon.IMAGE);
  }

  private JsonNode inspect(String id) throws InterruptedException {
    return desk.invoke("docker/container/inspect", named(id));
  }

  private String status(String id) throws InterruptedException {
    return inspect(id).path("State").path("Status").asText();
  }

  private JsonNode labels(String id) throws InterruptedException {
    return inspect(id).path("Config").path("Labels");
  }

  /// The mark by which one is found whose creation was never answered.
  private static JsonNode withoutMark(JsonNode labels, String prefix) {
    assertThat(((ObjectNode) labels).remove(prefix + ".creation").asText()).isNotEmpty();
    return labels;
  }

  private List<String> list(String mark, String options) throws InterruptedException {
    return desk.invoke("docker/container/list",
        "{\"labels\": {\"mark\": \"%s\"}, %s}".formatted(mark, options))
        .findValuesAsText("Id");
  }
}
