package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a pull tells, which the shell makes bars of.
@Timeout(120)
class LivePullTest {
  /// How a layer is said to be, in this order; the daemon leaves out what has passed before it says it.
  private static final List<String> STATES = List.of("Pulling fs layer", "Waiting", "Downloading",
      "Verifying Checksum", "Download complete", "Extracting", "Pull complete");

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void tellsHowFarEachLayerIs() throws Exception {
    var registry = LiveRegistry.start(daemon, port(), 4_000_000, 20_000, 2_000_000);

    var items = desk.items("docker/image/pull",
        Json.object().put("image", registry.image()).toString());

    assertThat(items.getFirst())
        .isEqualTo(Desk.json("{\"status\": \"Pulling from alk/layers\", \"id\": \"1\"}"));
    registry.layers().forEach((id, size) -> {
      var layer = items.stream().filter(item -> item.path("id").asText().equals(id)).toList();
      assertThat(layer).allSatisfy(item -> assertThat(item.path("progressDetail").isObject())
          .isTrue());
      assertThat(layer).extracting(item -> STATES.indexOf(status(item)))
          .isSorted()
          .doesNotContain(-1)
          .endsWith(STATES.size() - 1);
      assertThat(layer).filteredOn(item -> status(item).equals("Downloading"))
          .allSatisfy(item -> {
            var detail = item.path("progressDetail");
            assertThat(detail.path("total").asInt()).isEqualTo(size);
            assertThat(detail.path("current").asInt()).isBetween(0, size);
          });
    });
    assertThat(items).extracting(LivePullTest::status).contains("Downloading");
    assertThat(status(items.getLast()))
        .isEqualTo("Status: Downloaded newer image for " + registry.image());
    daemon.removeImage(registry.image());
  }

  private static String status(JsonNode item) {
    return item.path("status").asText();
  }

  /// One that is free here is most likely free beside the daemon.
  private static int port() throws Exception {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
