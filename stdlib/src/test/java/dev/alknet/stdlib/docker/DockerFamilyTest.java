package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DockerFamilyTest {
  private static final String WEB = """
      {"containerId": "web"}""";

  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Desk desk = new Desk(engine.host());

  @Test
  void asksNothingOfTheDaemonBeforeTheFirstCall() {
    desk.specs().forEach(spec -> {
      spec.input().checked();
      spec.output().checked();
    });

    assertThat(engine.requests()).isEmpty();
  }

  @Test
  void describesEveryFieldOfEveryOperation() {
    for (var spec : desk.specs()) {
      assertThat(spec.description()).as("%s", spec.name()).isNotBlank();
      for (var schema : List.of(spec.input().document(), spec.output().document())) {
        schema.findValues("properties")
            .forEach(fields -> fields.forEach(field -> assertThat(field.has("description"))
                .as("%s: %s", spec.name(), field)
                .isTrue()));
      }
      assertThat(spec.input().document().path("additionalProperties").asBoolean(true)).isFalse();
    }
  }

  @Test
  void agreesOnAVersionOnceAndUsesIt() throws Exception {
    engine.on("GET /v1.47/images/json", visit -> visit.json(200, "[]"));

    desk.invoke("docker/image/list", "{}");
    desk.invoke("docker/image/list", "{}");

    assertThat(engine.requests()).containsExactly("GET /version", "GET /v1.47/images/json",
        "GET /v1.47/images/json");
  }

  @Test
  void speaksTheNewestItKnowsToANewerDaemon() throws Exception {
    offer("1.99", "1.44");
    engine.on("GET /v1.51/images/json", visit -> visit.json(200, "[]"));

    assertThat(desk.invoke("docker/image/list", "{}")).isEmpty();
  }

  @Test
  void speaksWithAnEngineThatRefusesOldClients() throws Exception {
    offer("1.52", "1.44");
    engine.on("GET /v1", visit -> visit.json(400, "{\"message\": \"client is too old\"}"));
    engine.on("GET /v1.51/images/json", visit -> visit.json(200, "[]"));

    assertThat(desk.invoke("docker/image/list", "{}")).isEmpty();
  }

  @Test
  void speaksTheOldestWordsToAnOldDaemon() throws Exception {
    engine.on("GET /version", visit -> visit.json(200, "{\"ApiVersion\": \"1.24\"}"));
    engine.on("GET /_ping", visit -> visit.json(200, ""));
    engine.on("GET /v1.24/images/json", visit -> visit.json(200, "[]"));

    assertThat(desk.invoke("docker/image/list", "{}")).isEmpty();
    assertThat(desk.invoke("docker/system/ping", "{}").path("apiVersion").asText())
        .isEqualTo("1.24");
  }

  @Test
  void refusesWhatAnOldDaemonWouldLeaveUndoneWithoutAWord() throws Exception {
    engine.on("GET /version", visit -> visit.json(200, "{\"ApiVersion\": \"1.24\"}"));

    for (var asked : List.of(
        "create {\"image\": \"x\", \"autoRemove\": true} autoRemove needs API version 1.25",
        "create {\"image\": \"x\", \"cpus\": 1} cpus needs API version 1.25",
        "update {\"containerId\": \"web\", \"cpus\": 1} cpus needs API version 1.25",
        "logs {\"containerId\": \"web\", \"until\": \"2026-01-31T12:00:00Z\"} until needs API",
        "exec {\"containerId\": \"web\", \"cmd\": [\"a\"], \"env\": {\"A\": \"1\"}} env needs API",
        "prune {} prune needs API version 1.25")) {
      var verb = asked.substring(0, asked.indexOf(' '));
      var end = asked.lastIndexOf('}') + 1;
      var error = verb.equals("logs") || verb.equals("exec")
          ? desk.failureAfter("docker/container/" + verb, asked.substring(verb.length(), end),
              new ArrayList<>())
          : desk.failure("docker/container/" + verb, asked.substring(verb.length(), end));
      assertThat(error.message()).startsWith(asked.substring(end + 1));
    }
    assertThat(engine.requests()).filteredOn(line -> !line.contains("/json"))
        .containsOnly("GET /version");
  }

  @Test
  void saysWhenThereIsNoCommonVersion() throws Exception {
    offer("1.99", "1.52");
    assertThat(desk.failure("docker/image/list", "{}").message()).isEqualTo(
        "no common API version: the daemon speaks 1.52 to 1.99, alknet speaks 1.24 to 1.51");

    offer("1.23", "1.12");
    assertThat(desk.failure("docker/image/list", "{}").code()).isEqualTo("DOCKER_ERROR");
  }

  @Test
  void agreesAgainAfterTheDaemonWasAway() throws Exception {
    engine.on("GET /v1.47/images/json", visit -> visit.json(200, "[]"));
    desk.invoke("docker/image/list", "{}");
    engine.on("GET /v1.47/images/json", visit -> visit.raw(""));
    assertThat(desk.failure("docker/image/list", "{}").code()).isEqualTo("DOCKER_UNAVAILABLE");

    offer("1.41", "1.12");
    engine.on("GET /v1.41/images/json", visit -> visit.json(200, "[]"));

    assertThat(desk.invoke("docker/image/list", "{}")).isEmpty();
  }

  @Test
  void saysWhichDaemonIsNotThere() throws Exception {
    var error = new Desk(URI.create("unix:///nowhere/docker.sock"))
        .failure("docker/container/list", "{}");

    assertThat(error).isEqualTo(new CallError("DOCKER_UNAVAILABLE",
        "the Docker daemon at unix:///nowhere/docker.sock does not answer"
            + " (no such file or directory); is it running?",
        true, null));
  }

  @Test
  void pingKnowsWithinASecond() throws Exception {
    engine.on("GET /_ping", visit -> visit.raw(
        "HTTP/1.1 200 OK\r\nAPI-Version: 1.47\r\nContent-Length: 2\r\n\r\nOK"));
    assertThat(desk.invoke("docker/system/ping", "{\"seconds\": 30}").path("apiVersion").asText())
        .isEqualTo("1.47");

    engine.on("GET /_ping", FakeEngine.Visit::hang);
    assertThat(desk.failure("docker/system/ping", "{}").message())
        .contains("no answer within 1000 ms");
    engine.awaitGone("GET /_ping");
  }

  @Test
  void abortingACallToAHungDaemonClosesItsConnection() throws Exception {
    engine.on("GET /v1.47/containers/web/json", visit -> visit.json(200, "{\"Id\": \"web\"}"));
    for (var call : List.of(
        new Ask("docker/container/start", "POST /v1.47/containers/web/start"),
        new Ask("docker/container/remove", "DELETE /v1.47/containers/web"),
        new Ask("docker/container/inspect", "GET /v1.47/containers/web/json"))) {
      engine.on(call.request, FakeEngine.Visit::hang);
      var result = new CompletableFuture<Throwable>();
      var asking = Thread.ofVirtual().start(() -> {
        try {
          desk.invoke(call.operation, WEB);
        } catch (InterruptedException | CallException e) {
          result.complete(e);
        }
      });
      engine.awaitRequest(call.request);

      asking.interrupt();

      assertThat(result.get()).as(call.operation).isInstanceOf(InterruptedException.class);
      engine.awaitGone(call.request);
    }
  }

  private record Ask(String operation, String request) {}

  private void offer(String newest, String oldest) {
    engine.on("GET /version", visit -> visit.json(200,
        "{\"ApiVersion\": \"%s\", \"MinAPIVersion\": \"%s\"}".formatted(newest, oldest)));
  }
}
