package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The exits of containers that are started again, from an engine that words them as it likes.
@Timeout(60)
class ExitEventsTest {
  private static final String WAIT = "docker/container/wait";
  private static final String WEB = """
      {"containerId": "web"}""";

  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Desk desk = new Desk(engine.host());

  /// Engine 20.10 does that when the container runs again before the waiting one has woken up.
  @Test
  void race_aWaitThatAnswersAFalseZeroIsNotBelieved() throws Exception {
    container("always");
    engine.on("POST /v1.47/containers/web/wait",
        visit -> visit.json(200, "{\"StatusCode\": 0}"));
    event("""
        {"Action": "die", "Actor": {"Attributes": {"exitCode": "6"}}}""");

    assertThat(desk.invoke(WAIT, WEB)).isEqualTo(Desk.json("{\"exitCode\": 6}"));
    assertThat(engine.requests()).anyMatch(line -> line.startsWith("GET /v1.47/events")
        && line.contains("since=1767225600.000000005"));
  }

  @Test
  void podmanSaysItInItsOwnWords() throws Exception {
    container("on-failure");
    event("""
        {"Action": "died", "Actor": {"Attributes": {"containerExitCode": "7"}}}""");

    assertThat(desk.invoke(WAIT, WEB)).isEqualTo(Desk.json("{\"exitCode\": 7}"));
  }

  @Test
  void race_aContainerThatIsRemovedHasNoExit() throws Exception {
    container("always");
    event("""
        {"Action": "destroy", "Actor": {"Attributes": {}}}""");

    assertThat(desk.failure(WAIT, WEB).code()).isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void race_anEngineThatGoesAwayHasToldNoExit() throws Exception {
    container("always");
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      visit.end();
    });

    assertThat(desk.failure(WAIT, WEB).code()).isEqualTo("DOCKER_UNAVAILABLE");
  }

  private void container(String policy) {
    engine.on("GET /v1.47/containers/web/json", visit -> visit.json(200, """
        {"Id": "web", "HostConfig": {"RestartPolicy": {"Name": "%s"}}, "State": {
          "Status": "running", "Running": true, "StartedAt": "2026-01-01T00:00:00.000000005Z"}}"""
        .formatted(policy)));
  }

  private void event(String json) {
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      visit.chunk(json.getBytes(UTF_8));
      visit.hang();
    });
  }
}
