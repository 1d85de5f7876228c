package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Bytes.LATER;
import static dev.alknet.stdlib.docker.Bytes.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ContainerLogsTest {
  private static final String WEB = """
      {"containerId": "web"}""";
  private static final String BEFORE = "2026-01-01T12:00:00.000000000Z";
  private static final String PIECE = "a".repeat(LogEntry.PIECE);
  private static final Pattern TAIL = Pattern.compile("tail=(\\d+)");

  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Desk desk = new Desk(engine.host());

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
  void race_engineRestartedMidLogsIsNoEnd() throws Exception {
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
  void race_logRotatedWhileItIsOpenedIsOpenedAgain() throws Exception {
    var asked = new AtomicInteger();
    logs(visit -> {
      if (asked.incrementAndGet() < 3) {
        visit.json(500,
            "{\"message\": \"error grabbing logs: open x-json.log.1: no such file or directory\"}");
      } else {
        visit.begin();
        visit.chunk(Bytes.entry(1, NOON, "one\n"));
        visit.end();
      }
    });

    assertThat(desk.texts("docker/container/logs", WEB)).containsExactly("one");
    asked.set(Integer.MIN_VALUE);
    assertThat(desk.failureAfter("docker/container/logs", WEB, new ArrayList<>()).message())
        .contains("no such file or directory");
  }

  @Test
  void race_logRotatedWhileItIsFollowedIsFollowedOn() throws Exception {
    var asked = new AtomicInteger();
    logs(visit -> {
      visit.begin();
      visit.chunk(Bytes.entry(1, NOON, "one\n"));
      if (asked.incrementAndGet() == 1) {
        visit.chunk(Bytes.frame(3, "Error grabbing logs: no such file or directory\n"));
      } else {
        visit.chunk(Bytes.entry(1, LATER, "two\n"));
      }
      visit.end();
    });

    assertThat(desk.texts("docker/container/logs", follow("web"))).containsExactly("one", "two");
    assertThat(engine.requests()).filteredOn(line -> line.contains("follow=1")).hasSize(2);
  }

  @Test
  void race_logOfATerminalRotatedWhileItIsFollowedIsFollowedOn() throws Exception {
    var asked = new AtomicInteger();
    logs("{\"Id\": \"web\", \"Config\": {\"Tty\": true}}", visit -> {
      visit.begin();
      visit.chunk((NOON + " one\r\n").getBytes(UTF_8));
      visit.chunk((asked.incrementAndGet() == 1
          ? "Error grabbing logs: no such file or directory\n"
          : LATER + " two\r\n").getBytes(UTF_8));
      visit.end();
    });

    assertThat(desk.texts("docker/container/logs", follow("web"))).containsExactly("one", "two");
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
    keeps(1, Bytes.entry(1, NOON, "one\n"), Bytes.entry(1, NOON, "two\n"),
        Bytes.entry(2, LATER, "three\n"));

    assertThat(desk.texts("docker/container/logs", follow("web")))
        .containsExactly("one", "two", "three");
    assertThat(engine.requests().getLast()).contains("tail=");
    assertThat(engine.requests()).anyMatch(line -> line.endsWith("&since=1767268799.000000001"));
  }

  @Test
  void readsTheRestOfALongLastLineWithoutNewline() throws Exception {
    keeps(1, Bytes.entry(1, NOON, PIECE), Bytes.entry(1, NOON, PIECE));

    assertThat(desk.texts("docker/container/logs", follow("web"))).containsExactly(PIECE + PIECE);
  }

  @Test
  void readsALineThatHasTheTimestampOfTheOneBefore() throws Exception {
    keeps(1, Bytes.entry(1, NOON, "one\n"), Bytes.entry(1, NOON, "one\n"));

    assertThat(desk.texts("docker/container/logs", follow("web"))).containsExactly("one", "one");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTailOfNothingRepeatsNothingOld(boolean follow) throws Exception {
    keeps(3, Bytes.entry(1, NOON, PIECE), Bytes.entry(1, NOON, PIECE), Bytes.entry(1, NOON, "x"));

    assertThat(desk.texts("docker/container/logs", tail(0, follow))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTailGivesTheWholeOfTheLineItBeginsIn(boolean follow) throws Exception {
    keeps(4, Bytes.entry(1, BEFORE, "old\n"), Bytes.entry(1, NOON, PIECE),
        Bytes.entry(1, NOON, "end\n"), Bytes.entry(2, LATER, "last\n"));

    assertThat(desk.texts("docker/container/logs", tail(2, follow)))
        .containsExactly(PIECE + "end", "last");
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

    assertThat(desk.texts("docker/container/logs", tail(0, true))).containsExactly("fresh");
  }

  private static String follow(String id) {
    return "{\"containerId\": \"%s\", \"follow\": true}".formatted(id);
  }

  private static String tail(int count, boolean follow) {
    return "{\"containerId\": \"web\", \"tail\": %d, \"follow\": %b}".formatted(count, follow);
  }

  /// A daemon that keeps these entries, of which it sends the first few only when followed.
  private void keeps(int followed, byte[]... entries) {
    logs(visit -> {
      var line = visit.requestLine();
      var tail = TAIL.matcher(line);
      var count = tail.find() ? Integer.parseInt(tail.group(1)) : entries.length;
      var end = line.contains("follow=1") ? followed : entries.length;
      visit.begin();
      for (var i = Math.max(0, entries.length - count); i < end; i++) {
        visit.chunk(entries[i]);
      }
      visit.end();
    });
  }

  private void logs(FakeEngine.Answer answer) {
    logs("{\"Id\": \"web\"}", answer);
  }

  private void logs(String container, FakeEngine.Answer answer) {
    engine.on("GET /v1.47/containers/web/json", visit -> visit.json(200, container));
    engine.on("GET /v1.47/containers/web/logs", answer);
  }
}
