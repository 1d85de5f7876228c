package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.followed;
import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The known ways in which container tools are wrong about the end of something, on a real daemon.
@Timeout(120)
class CompletionRacesTest {
  private static final String WAIT = "docker/container/wait";
  private static final String LOGS = "docker/container/logs";

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void race_exitsBeforeWaitIsRegistered() throws Exception {
    var id = daemon.run("exit 6");
    while (!status(id).equals("exited")) {
      Thread.onSpinWait();
    }

    assertThat(daemon.await(id)).isEqualTo(6);
  }

  @Test
  void race_exitsWhileWaitIsRegistered() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(daemon.await(daemon.run("exit " + i))).isEqualTo(i);
    }
  }

  @Test
  void race_autoRemovedWhileSomebodyWaits() throws Exception {
    var id = autoRemoved("read line; exit 6");
    try (var talk = desk.talk("docker/container/attach", named(id))) {
      talk.untilControl("attached");
      desk.invoke("docker/container/start", named(id));

      talk.type("go\n").toTheEnd();

      assertThat(talk.exitCode()).isEqualTo(6);
    }
  }

  @Test
  void race_autoRemovedBeforeWaitOrInspect() throws Exception {
    var id = autoRemoved("exit 6");
    desk.invoke("docker/container/start", named(id));
    awaitMissing(id);

    assertThat(desk.failure(WAIT, named(id)).code()).isEqualTo("CONTAINER_NOT_FOUND");
    assertThat(desk.failure("docker/container/inspect", named(id)).code())
        .isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void race_removedWhileSomebodyWaits() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var outcome = new ArrayList<Object>();
    var waiting = Thread.ofVirtual().start(() -> {
      try {
        outcome.add(daemon.await(id));
      } catch (CallException e) {
        outcome.add(e.error().code());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });

    desk.invoke("docker/container/remove",
        "{\"containerId\": \"%s\", \"force\": true}".formatted(id));
    waiting.join();

    assertThat(outcome).isSubsetOf(137, "CONTAINER_NOT_FOUND").hasSize(1);
  }

  @Test
  void race_restartPolicyTooFastForWait() throws Exception {
    var input = Desk.json("""
        {"image": "alk/busybox:latest", "command": ["sh", "-c", "exit 6"],
         "restart": {"policy": "on-failure", "maximumRetries": 3}}""");
    var id = daemon.create(input);
    desk.invoke("docker/container/start", named(id));

    assertThat(daemon.await(id)).isEqualTo(6);
    while (!status(id).equals("exited")) {
      Thread.onSpinWait();
    }
    assertThat(daemon.await(id)).isEqualTo(6);
  }

  @Test
  void race_firstOutputBetweenStartAndAttach() throws Exception {
    for (int i = 0; i < 5; i++) {
      var id = daemon.create("echo first; exit 6");
      try (var talk = desk.talk("docker/container/attach", named(id))) {
        talk.untilControl("attached");
        desk.invoke("docker/container/start", named(id));

        talk.toTheEnd();

        assertThat(talk.out()).isEqualTo("first\n");
        assertThat(talk.exitCode()).isEqualTo(6);
      }
    }
  }

  @Test
  void race_followEndsWhenTheContainerIsStopped() throws Exception {
    var id = daemon.run("trap 'echo ending; exit 0' TERM; echo begun; while :; do sleep 0.1; done");
    var lines = new ArrayList<String>();
    try (var log = desk.subscribe(LOGS, followed(id))) {
      lines.add(text(log.next().orElseThrow()));

      desk.invoke("docker/container/stop", named(id));

      for (var line = log.next(); line.isPresent(); line = log.next()) {
        lines.add(text(line.get()));
      }
    }

    assertThat(lines).containsExactly("begun", "ending");
  }

  @Test
  void race_followEndsAtARestartAndTheNextOneGoesOn() throws Exception {
    var id = daemon.run("echo run; exec tail -f /dev/null");
    try (var log = desk.subscribe(LOGS, followed(id))) {
      assertThat(text(log.next().orElseThrow())).isEqualTo("run");

      desk.invoke("docker/container/restart",
          "{\"containerId\": \"%s\", \"timeoutSeconds\": 0}".formatted(id));
      var reading = Thread.ofVirtual().start(() -> {
        try {
          var next = log.next();
          while (next.isPresent()) {
            next = log.next();
          }
        } catch (InterruptedException | CallException e) {
          throw new AssertionError(e);
        }
      });
      while (daemon.log(id).size() < 2) {
        Thread.onSpinWait();
      }
      desk.invoke("docker/container/stop",
          "{\"containerId\": \"%s\", \"timeoutSeconds\": 0}".formatted(id));
      reading.join();
    }

    assertThat(daemon.log(id)).containsExactly("run", "run");
  }

  /// The engine may repeat its newest entry when it rotates, which looks like a second one of the
  /// same time.
  @Test
  void race_followOutlivesLogRotation() throws Exception {
    var script = "i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done";
    var body = Json.object().put("Image", LiveDaemon.IMAGE);
    body.putArray("Cmd").add("sh").add("-c").add(script);
    body.putObject("HostConfig")
        .putObject("LogConfig")
        .put("Type", "json-file")
        .putObject("Config")
        .put("max-size", "20k")
        .put("max-file", "3");
    var id = daemon.createRaw(body);
    desk.invoke("docker/container/start", named(id));

    var items = desk.items(LOGS, followed(id));

    assertThat(text(items.getLast())).isEqualTo("line 2999");
    for (int i = 1; i < items.size(); i++) {
      if (!items.get(i).equals(items.get(i - 1))) {
        assertThat(number(items.get(i))).as("%s after %s", items.get(i), items.get(i - 1))
            .isGreaterThan(number(items.get(i - 1)));
      }
    }
  }

  @Test
  void race_aQuietStreamIsNotCut() throws Exception {
    var id = daemon.run("echo a; sleep 3; echo b");

    assertThat(desk.texts(LOGS, followed(id))).containsExactly("a", "b");
  }

  @Test
  void race_stoppedButNotRemovedThenTheNameIsTaken() throws Exception {
    var name = "alk-" + UUID.randomUUID();
    var input = Json.object().put("image", LiveDaemon.IMAGE).put("name", name);
    daemon.create(input);

    var error = desk.failure("docker/container/create", input.toString());

    assertThat(error.code()).isEqualTo("DOCKER_ERROR");
    assertThat(error.details()).isEqualTo(Desk.json("{\"status\": 409}"));
  }

  @Test
  void race_aTimeoutEndsTheWorkToo() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var own = desk.another();
    try (var talk =
        own.talk("docker/container/exec",
            LiveExecTest.sh(id, "echo ready; sleep 1010").toString())) {
      talk.until("ready");

      own.root().abort(CallError.timeout());
    }

    assertThat(own.root().awaitQuiet(Duration.ofSeconds(60))).isTrue();
    assertThat(daemon.programs(id)).doesNotContain("sleep 1010");
  }

  private String autoRemoved(String script) throws InterruptedException {
    var input = Json.object()
        .put("image", LiveDaemon.IMAGE)
        .put("autoRemove", true)
        .put("openStdin", true);
    input.putArray("command").add("sh").add("-c").add(script);
    return daemon.create(input);
  }

  private void awaitMissing(String id) throws InterruptedException {
    List<String> ids;
    do {
      ids = desk.invoke("docker/container/list", "{\"all\": true}").findValuesAsText("Id");
    } while (ids.contains(id));
  }

  private String status(String id) throws InterruptedException {
    return desk.invoke("docker/container/inspect", named(id))
        .path("State")
        .path("Status")
        .asText();
  }

  private static String text(JsonNode line) {
    return line.path("text").asText();
  }

  private static int number(JsonNode line) {
    return Integer.parseInt(text(line).substring(5));
  }
}
