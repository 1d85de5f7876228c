package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.followed;
import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveLogsTest {
  private static final String LOGS = "docker/container/logs";

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void doc15_closingASubscriptionClosesTheConnectionToTheDaemon() throws Exception {
    var id = daemon.run("echo one; exec tail -f /dev/null");
    try (var front = new LogFront(daemon.host())) {
      try (var lines = new Desk(front.host()).subscribe(LOGS, followed(id))) {
        assertThat(lines.next().orElseThrow().path("text").asText()).isEqualTo("one");
        assertThat(front.closed.getCount()).isOne();
      }

      front.closed.await();
    }
  }

  /// Knows when a connection for a log is closed from our side.
  private static final class LogFront extends EngineFront {
    private final CountDownLatch closed = new CountDownLatch(1);

    LogFront(URI daemon) {
      super(daemon);
    }

    @Override
    void hungUp(String request) {
      if (request.contains("/logs?")) {
        closed.countDown();
      }
    }
  }

  @Test
  void doc01_twoLinesAreTwoEventsAndAnEnd() throws Exception {
    var id = daemon.run("echo one; echo two");

    assertThat(desk.texts(LOGS, followed(id))).containsExactly("one", "two");
    assertThat(daemon.await(id)).isZero();
  }

  @Test
  void doc02_tellsStreamTimestampAndTextApart() throws Exception {
    var id = daemon.ran("echo 'to out'; echo 'to err' >&2");

    var items = desk.items(LOGS, named(id));

    assertThat(items).extracting(i -> i.path("stream").asText() + " " + i.path("text").asText())
        .containsExactlyInAnyOrder("stdout to out", "stderr to err");
    assertThat(items).allSatisfy(item -> {
      assertThat(Instant.parse(item.path("timestamp").asText())).isAfter(Instant.EPOCH);
      assertThat(item.size()).isEqualTo(3);
    });
  }

  @Test
  void doc03_followingWhatHasExitedGivesItsHistoryAndEnds() throws Exception {
    var id = daemon.ran("echo one; echo two");

    assertThat(desk.texts(LOGS, followed(id))).containsExactly("one", "two");
  }

  @Test
  void doc04_doesNotFollowUnlessAsked() throws Exception {
    var id = daemon.run("echo one; tail -f /dev/null");
    try (var following = desk.subscribe(LOGS, followed(id))) {
      assertThat(following.next().orElseThrow().path("text").asText()).isEqualTo("one");
    }

    assertThat(daemon.log(id)).containsExactly("one");
  }

  @Test
  void doc16_keepsACharacterThatIsWrittenInTwoHalves() throws Exception {
    var id = daemon.ran("printf 'gr\\303'; printf '\\274n\\n'");

    assertThat(daemon.log(id)).containsExactly("grün");
  }

  @Test
  void joinsLongLinesAndDeliversALastOneWithoutNewline() throws Exception {
    var id = daemon.ran("head -c 100000 /dev/zero | tr '\\0' a; echo; echo; printf 'no newline'");

    assertThat(daemon.log(id)).containsExactly("a".repeat(100000), "", "no newline");
    assertThat(desk.texts(LOGS, followed(id))).hasSize(3);
  }

  @Test
  void keepsTheLastWordsOfOneRunApartFromTheNext() throws Exception {
    var id = daemon.ran("printf 'no newline'");
    desk.invoke("docker/container/start", named(id));
    daemon.await(id);

    assertThat(daemon.log(id)).containsExactly("no newline", "no newline");
  }

  @Test
  void missesNothingWhenItReadsSlowerThanTheContainerWrites() throws Exception {
    var count = 100_000;
    var id = daemon.run("seq 1 " + count);
    var texts = new ArrayList<String>();

    try (var lines = desk.subscribe(LOGS, followed(id))) {
      texts.add(lines.next().orElseThrow().path("text").asText());
      assertThat(daemon.await(id)).isZero();
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        texts.add(line.get().path("text").asText());
      }
    }

    assertThat(texts)
        .isEqualTo(IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
  }

  @Test
  void missesNothingOfALongLastLineWithoutNewline() throws Exception {
    for (int i = 0; i < 20; i++) {
      var id = daemon.run("head -c 40003 /dev/zero | tr '\\0' a");

      assertThat(desk.texts(LOGS, followed(id))).as("run %d", i)
          .containsExactly("a".repeat(40_003));
    }
  }

  @Test
  void knowsTheTailOfALongLine() throws Exception {
    var id = daemon.ran("echo old; head -c 40003 /dev/zero | tr '\\0' a");

    for (var follow : List.of(false, true)) {
      assertThat(desk.texts(LOGS, tail(id, 1, follow))).containsExactly("a".repeat(40_003));
      assertThat(desk.texts(LOGS, tail(id, 0, follow))).isEmpty();
    }
  }

  @Test
  void givesTheLastLinesAndGoesOnFromThere() throws Exception {
    var id = daemon.ran("seq 1 10");

    assertThat(desk.texts(LOGS, tail(id, 2, false))).containsExactly("9", "10");
    assertThat(desk.texts(LOGS, tail(id, 2, true))).containsExactly("9", "10");
    assertThat(desk.texts(LOGS, tail(id, 0, true))).isEmpty();
  }

  @Test
  void followsARunningContainerFromNowOn() throws Exception {
    var id =
        daemon.run("echo old; tail -f /dev/null");
    try (var first = desk.subscribe(LOGS, followed(id))) {
      assertThat(first.next().orElseThrow().path("text").asText()).isEqualTo("old");
    }
    try (var lines = desk.subscribe(LOGS, tail(id, 1, true))) {
      assertThat(lines.next().orElseThrow().path("text").asText()).isEqualTo("old");
    }
  }

  private static String tail(String id, int lines, boolean follow) {
    return "{\"containerId\": \"%s\", \"tail\": %d, \"follow\": %b}".formatted(id, lines, follow);
  }
}
