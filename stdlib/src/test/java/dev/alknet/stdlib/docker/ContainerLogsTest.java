package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Bytes.LATER;
import static dev.alknet.stdlib.docker.Bytes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ContainerLogsTest {
  private static final String WEB = """
      {"containerId": "web"}""";

  private FakeEngine engine;
  private Desk desk;

  @BeforeEach
  void open() throws Exception {
    engine = new FakeEngine();
    desk = new Desk(engine.host());
  }

  @AfterEach
  void close() throws Exception {
    engine.close();
  }

  @Test
  void doc15_closingASubscriptionClosesItsConnection() throws Exception {
    logs(visit -> {
      visit.begin();
      visit.chunk(Bytes.entry(1, NOON, "one\n"));
      visit.hang();
    });
    try (var lines = desk.subscribe("docker/container/logs", follow("web"))) {
      assertThat(lines.next().orElseThrow().path("text").asText()).isEqualTo("one");
    }

    engine.awaitGone("GET /v1.47/containers/web/logs");
  }

  @Test
  void deliversWhatCameBeforeTheDaemonWentAway() throws Exception {
    logs(visit -> {
      visit.begin();
      visit.chunk(Bytes.entry(1, NOON, "one\n"));
      visit.chunk(new byte[]{1, 0, 0});
    });
    var items = new ArrayList<JsonNode>();

    var error = desk.failureAfter("docker/container/logs", follow("web"), items);

    assertThat(items).extracting(item -> item.path("text").asText()).containsExactly("one");
    assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
    assertThat(error.retryable()).isTrue();
    assertThat(error.message()).contains(engine.host().toString(), "went away");
  }

  @Test
  void takesAFrameThatIsCutInAnEndedStreamForAnError() throws Exception {
    logs(visit -> {
      visit.begin();
      visit.chunk(new byte[]{1, 0, 0, 0, 0, 0, 0, 9, 'x'});
      visit.end();
    });

    assertThat(desk.failureAfter("docker/container/logs", WEB, new ArrayList<>()).code())
        .isEqualTo("DOCKER_UNAVAILABLE");
  }

  @Test
  void readsTheRestWhenTheDaemonEndsAFollowedLogTooEarly() throws Exception {
    var one = Bytes.entry(1, NOON, "one\n");
    var two = Bytes.entry(1, NOON, "two\n");
    var three = Bytes.entry(2, LATER, "three\n");
    logs(visit -> {
      var line = visit.requestLine();
      visit.begin();
      if (line.contains("follow=1")) {
        visit.chunk(one);
      } else if (line.contains("tail=1")) {
        visit.chunk(three);
      } else {
        assertThat(line).contains("&since=1767268799.000000001");
        visit.chunk(Bytes.join(one, two, three));
      }
      visit.end();
    });

    assertThat(desk.texts("docker/container/logs", follow("web")))
        .containsExactly("one", "two", "three");
  }

  @Test
  void followsFromNowOnWithATailOfNothing() throws Exception {
    var old = Bytes.entry(1, NOON, "old\n");
    var fresh = Bytes.entry(1, LATER, "fresh\n");
    logs(visit -> {
      visit.begin();
      visit.chunk(visit.requestLine().contains("follow=1") ? Bytes.join(old, fresh) : old);
      visit.end();
    });

    assertThat(desk.texts("docker/container/logs", """
        {"containerId": "web", "follow": true, "tail": 0}""")).containsExactly("fresh");
  }

  private static String follow(String id) {
    return "{\"containerId\": \"%s\", \"follow\": true}".formatted(id);
  }

  private void logs(FakeEngine.Answer answer) {
    engine.on("GET /v1.47/containers/web/json", visit -> visit.json(200, "{\"Id\": \"web\"}"));
    engine.on("GET /v1.47/containers/web/logs", answer);
  }
}
