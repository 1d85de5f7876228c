package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.net.URI;
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
  void saysWhenThereIsNoCommonVersion() throws Exception {
    offer("1.99", "1.52");
    assertThat(desk.failure("docker/image/list", "{}").message()).isEqualTo(
        "no common API version: the daemon speaks 1.52 to 1.99, alknet speaks 1.41 to 1.51");

    offer("1.40", "1.12");
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
    assertThat(desk.invoke("docker/system/ping", "{}").path("apiVersion").asText())
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
