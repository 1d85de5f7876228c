package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.followed;
import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A daemon that is spoken with in the words of old ones.
@Timeout(120)
class LiveAgeTest {
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final ArrayList<AgedEngine> engines = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (var engine : engines) {
      engine.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.24", "1.25", "1.30", "1.35", "1.40"})
  void aContainerFromBeginningToEnd(String version) throws Exception {
    var desk = age(version);
    var id = desk.invoke("docker/container/create", """
        {"image": "alk/busybox:latest", "openStdin": true, "stdinOnce": true,
         "command": ["sh", "-c", "echo begun; cat; exit 5"]}""").path("id").asText();

    try (var talk = desk.talk("docker/container/attach", named(id))) {
      talk.untilControl("attached");
      desk.invoke("docker/container/start", named(id));
      assertThat(desk.items("docker/container/exec",
          LiveExecTest.sh(id, "echo inside; exit 7").toString()))
          .extracting(item -> item.path("text").asText() + item.path("exitCode").asText())
          .containsExactly("inside\n", "7");
      talk.type("typed").endInput().toTheEnd();
      assertThat(talk.out()).isEqualTo("begun\ntyped");
      assertThat(talk.exitCode()).isEqualTo(5);
    }

    assertThat(desk.invoke("docker/container/wait", named(id)).path("exitCode").asInt())
        .isEqualTo(5);
    assertThat(desk.texts("docker/container/logs", followed(id))).containsExactly("begun", "typed");
    assertThat(desk.invoke("docker/container/list", "{\"all\": true}").findValuesAsText("Id"))
        .contains(id);
    desk.invoke("docker/container/remove", named(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.24", "1.40"})
  void anAbandonedExecIsEndedThereToo(String version) throws Exception {
    var desk = age(version);
    var id = daemon.run("tail -f /dev/null");
    try (var talk = desk.talk("docker/container/exec",
        LiveExecTest.sh(id, "echo ready; sleep 1012").toString())) {
      talk.until("ready");
    }

    while (daemon.programs(id).contains("sleep 1012")) {
      Thread.onSpinWait();
    }
  }

  private Desk age(String version) {
    var engine = new AgedEngine(daemon.host(), version);
    engines.add(engine);
    return new Desk(engine.host());
  }
}
