package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.stdlib.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ContainerOperationsTest {
  private static final String WEB = """
      {"containerId": "web"}""";

  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Desk desk = new Desk(engine.host());

  @Test
  void doc11_writesItsOwnLabelsOverThoseOfTheCaller() throws Exception {
    creates(201, """
        {"Id": "abc", "Warnings": ["careful"]}""");

    var output = desk.invoke("docker/container/create", """
        {"image": "alk/busybox", "command": ["sh"], "env": {"A": "1=2"}, "name": "web",
         "workingDirectory": "/tmp",
         "labels": {"alknet.owner": "eve", "alknet.managed": "false", "team": "blue"}}""");

    assertThat(output).isEqualTo(Desk.json("""
        {"id": "abc", "warnings": ["careful"]}"""));
    var sent = Desk.json(engine.body());
    assertThat(sent.path("Labels")).isEqualTo(Desk.json("""
        {"alknet.managed": "true", "alknet.owner": "ann", "team": "blue"}"""));
    assertThat(sent.path("Env")).isEqualTo(Desk.json("[\"A=1=2\"]"));
    assertThat(sent.path("Cmd")).isEqualTo(Desk.json("[\"sh\"]"));
    assertThat(sent.path("WorkingDir").asText()).isEqualTo("/tmp");
    assertThat(engine.requests()).contains("POST /v1.47/containers/create?name=web");
  }

  @Test
  void doc13_writesLabelsUnderThePrefixOfTheNode() throws Exception {
    creates(201, """
        {"Id": "abc", "Warnings": []}""");
    var fleet = new Desk(DockerHost.plain(engine.host()), new Labels("fleet-a"));

    fleet.invoke("docker/container/create", """
        {"image": "alk/busybox", "labels": {"fleet-a.owner": "eve", "alknet.owner": "eve"}}""");

    var labels = (ObjectNode) Desk.json(engine.body()).path("Labels");
    assertThat(labels.remove("fleet-a.creation").asText()).isNotEmpty();
    assertThat(labels).isEqualTo(Desk.json("""
        {"fleet-a.managed": "true", "fleet-a.owner": "ann", "alknet.owner": "eve"}"""));
    assertThat(fleet.failure("docker/container/create", """
        {"image": "x", "labels": {"fleet-a.session": "1"}}""").message())
        .isEqualTo("labels that begin with 'fleet-a.' are reserved: 'fleet-a.session'");
  }

  @Test
  void refusesOtherReservedLabels() throws Exception {
    assertThat(desk.failure("docker/container/create", """
        {"image": "x", "labels": {"alknet.session": "1"}}"""))
        .isEqualTo(CallError.invalidInput(
            "labels that begin with 'alknet.' are reserved: 'alknet.session'"));
  }

  @Test
  void saysHowToGetAnImageThatIsMissing() throws Exception {
    creates(404, """
        {"message": "No such image: web:latest"}""");

    var error = desk.failure("docker/container/create", """
        {"image": "web"}""");

    assertThat(error.code()).isEqualTo("IMAGE_NOT_FOUND");
    assertThat(error.message()).contains("docker/image/pull", "docker/image/import");
  }

  @Test
  void passesOnTheDaemonsWordsAndStatus() throws Exception {
    creates(409, """
        {"message": "Conflict. The container name \\"/web\\" is already in use"}""");

    assertThat(desk.failure("docker/container/create", """
        {"image": "web", "name": "web"}"""))
        .isEqualTo(CallError.of("DOCKER_ERROR",
            "conflict. The container name \"/web\" is already in use")
            .with(Desk.json("{\"status\": 409}")));
  }

  @Test
  void doc14_asksTheDaemonForTheOwnersContainers() throws Exception {
    engine.on("GET /v1.47/containers/json", visit -> visit.json(200, "[]"));

    desk.invoke("docker/container/list", """
        {"owned_only": true, "all": true, "labels": {"team": "blue"}}""");

    assertThat(engine.requests().getLast()).isEqualTo("GET /v1.47/containers/json?all=true&filters="
        + Paths.encoded("{\"label\":[\"team=blue\",\"alknet.owner=ann\"]}"));
    assertThat(desk.invokeAnonymously("docker/container/list", "{\"owned_only\": true}")).isEmpty();
  }

  @Test
  void startingWhatRunsIsNoFailure() throws Exception {
    engine.on("POST /v1.47/containers/web/start",
        visit -> visit.raw("HTTP/1.1 304 Not Modified\r\n\r\n"));

    assertThat(desk.invoke("docker/container/start", WEB)).isEqualTo(Desk.json("{}"));
  }

  @Test
  void waitReportsWhatTheDaemonSaysInTheBody() throws Exception {
    inspects("exited");
    engine.on("POST /v1.47/containers/web/wait", visit -> visit.json(200, """
        {"StatusCode": 0, "Error": {"Message": "Container is on fire"}}"""));

    assertThat(desk.failure("docker/container/wait", WEB).message())
        .isEqualTo("container is on fire");
  }

  @Test
  void race_engineRestartedMidWaitIsNoExit() throws Exception {
    inspects("running");
    engine.on("POST /v1.47/containers/web/wait", visit -> {
      visit.begin();
      visit.end();
    });

    assertThat(desk.failure("docker/container/wait", WEB).code()).isEqualTo("DOCKER_UNAVAILABLE");
  }

  @Test
  void waitRefusesAContainerThatWasNeverStarted() throws Exception {
    inspects("created");

    assertThat(desk.failure("docker/container/wait", WEB).message())
        .isEqualTo("container web was never started");
  }

  @Test
  void race_cancelledBeforeTheContainerIsThere() throws Exception {
    var proceed = new CompletableFuture<Boolean>();
    engine.on("POST /v1.47/containers/create", visit -> {
      proceed.join();
      visit.json(201, "{\"Id\": \"late\"}");
    });
    engine.on("DELETE /v1.47/containers/late?", visit -> visit.raw("HTTP/1.1 204 x\r\n\r\n"));
    var asking = Thread.ofVirtual().start(() -> {
      try {
        desk.invoke("docker/container/create", "{\"image\": \"web\"}");
      } catch (InterruptedException | CallException _) {
        // abandoned, as the test wants
      }
    });
    engine.awaitRequest("POST /v1.47/containers/create");

    desk.root().abort(CallError.cancelled());
    asking.join();
    proceed.complete(true);

    assertThat(desk.root().awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(engine.requests().getLast()).startsWith("DELETE /v1.47/containers/late?")
        .contains("force=true");
  }

  @Test
  void changesAtMostEightContainersAtATime() throws Exception {
    var proceed = new CompletableFuture<Boolean>();
    engine.on("POST /v1.47/containers/web/start", visit -> {
      proceed.join();
      visit.raw("HTTP/1.1 204 x\r\n\r\n");
    });
    var all = new ArrayList<Thread>();
    for (int i = 0; i < 20; i++) {
      all.add(Thread.ofVirtual().start(() -> {
        try {
          desk.invoke("docker/container/start", WEB);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }));
    }
    for (int i = 0; i < 8; i++) {
      engine.awaitRequest("POST /v1.47/containers/web/start");
    }

    var atOnce = engine.requests().stream().filter(line -> line.startsWith("POST")).count();
    proceed.complete(true);
    for (var thread : all) {
      thread.join();
    }

    assertThat(atOnce).isEqualTo(8);
  }

  private void creates(int status, String json) {
    engine.on("POST /v1.47/containers/create", visit -> visit.json(status, json));
  }

  private void inspects(String state) {
    engine.on("GET /v1.47/containers/web/json", visit -> visit.json(200,
        "{\"Id\": \"web\", \"State\": {\"Status\": \"%s\"}}".formatted(state)));
  }
}
