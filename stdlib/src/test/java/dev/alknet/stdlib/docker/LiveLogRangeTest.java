package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveLogRangeTest {
  private static final String LOGS = "docker/container/logs";

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void bothEndsBelongToWhatIsWanted() throws Exception {
    var id = daemon.ran("for i in 1 2 3 4 5; do echo $i; echo e$i >&2; sleep 0.01; done");
    var all = desk.items(LOGS, LiveDaemon.named(id))
        .stream()
        .map(LiveLogRangeTest::time)
        .sorted()
        .toList();
    var from = all.get(3);
    var to = all.get(6);

    for (var follow : List.of(true, false)) {
      assertThat(desk.items(LOGS, """
          {"containerId": "%s", "follow": %s, "since": "%s", "until": "%s"}"""
          .formatted(id, follow, from, to)).stream().map(LiveLogRangeTest::time).sorted())
          .containsExactlyElementsOf(all.subList(3, 7));
    }
  }

  @Test
  void goesWithTheLastEntries() throws Exception {
    var id = daemon.ran("for i in 1 2 3 4 5; do echo $i; sleep 0.01; done");
    var all = desk.items(LOGS, LiveDaemon.named(id));

    assertThat(desk.texts(LOGS, "{\"containerId\": \"%s\", \"tail\": 4, \"since\": \"%s\"}"
        .formatted(id, time(all.get(2))))).containsExactly("3", "4", "5");
    assertThat(desk.texts(LOGS, "{\"containerId\": \"%s\", \"tail\": 2, \"since\": \"%s\"}"
        .formatted(id, time(all.get(2))))).containsExactly("4", "5");
  }

  @Test
  void saysThatATimeIsNone() throws Exception {
    var id = daemon.create("true");

    assertThat(desk.failureAfter(LOGS,
        "{\"containerId\": \"%s\", \"since\": \"yesterday\"}".formatted(id), new ArrayList<>())
        .message()).contains("/since");
  }

  private static String time(JsonNode line) {
    return line.path("timestamp").asText();
  }
}
