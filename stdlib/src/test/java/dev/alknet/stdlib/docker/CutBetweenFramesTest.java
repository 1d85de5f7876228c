package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/// A session with the real daemon is cut exactly between two frames, where the bytes look complete.
/// That is an error, also when the process ends by itself a moment later.
@Timeout(120)
class CutBetweenFramesTest {
  private static final String EXEC = "docker/container/exec";
  private static final String ATTACH = "docker/container/attach";

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();

  @Test
  void race_anExecThatRunsOnIsNoEnd() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var engine = new FrameCutEngine(daemon.host(), 2, 0)) {
      var desk = new Desk(engine.host());
      var items = new ArrayList<JsonNode>();

      var error = desk.failureAfter(EXEC,
          LiveExecTest.sh(id, "echo a; echo b >&2; sleep 1011; echo lost").toString(), items);

      assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
      assertThat(error.retryable()).isTrue();
      assertThat(error.message()).contains("cut before the process had ended");
      assertThat(items).extracting(item -> item.path("text").asText())
          .containsExactlyInAnyOrder("a\n", "b\n"); // the daemon reads them from two pipes
      desk.root().abort(CallError.cancelled());
      assertThat(desk.root().awaitQuiet(Duration.ofSeconds(60))).isTrue();
      assertThat(daemon.programs(id)).doesNotContain("sleep 1011");
    }
  }

  @Test
  void car17_aFrameThatIsCutIsNoEnd() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var engine = new FrameCutEngine(daemon.host(), 1, 10)) {
      var items = new ArrayList<JsonNode>();

      var error = new Desk(engine.host()).failureAfter(EXEC,
          LiveExecTest.sh(id, "echo a; sleep 1; echo lost; exit 5").toString(), items);

      assertThat(error.message()).contains("cut within a frame");
      assertThat(items).extracting(item -> item.path("text").asText()).containsExactly("a\n");
    }
  }

  @Test
  void race_anExecThatEndsAMomentAfterTheCutIsNoEnd() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var engine = new FrameCutEngine(daemon.host(), 1, 0)) {
      var error = new Desk(engine.host()).failureAfter(EXEC,
          LiveExecTest.sh(id, "echo a; sleep 5; echo lost; exit 5").toString(), new ArrayList<>());

      assertThat(error.message()).contains("cut before the process had ended");
    }
  }

  @Test
  void race_aTerminalThatIsCutBeforeItsFirstByteIsNoEnd() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var input = LiveExecTest.sh(id, "sleep 5; echo lost; exit 5").put("tty", true);
    try (var engine = new FrameCutEngine(daemon.host(), 0, 0);
        var talk = new Desk(engine.host()).talk(EXEC, input.toString())) {
      assertThatThrownBy(talk::toTheEnd).isInstanceOf(CallException.class)
          .hasMessageContaining("cut before the process had ended");
      assertThat(talk.chunks()).isEmpty();
    }
  }

  @Test
  void race_anAttachedContainerThatRunsOnIsNoExit() throws Exception {
    var id = daemon.create("echo a; exec tail -f /dev/null");
    try (var engine = new FrameCutEngine(daemon.host(), 1, 0);
        var talk = new Desk(engine.host()).talk(ATTACH, named(id))) {
      talk.untilControl("attached");
      daemon.desk().invoke("docker/container/start", named(id));

      assertThatThrownBy(talk::toTheEnd).isInstanceOf(CallException.class)
          .hasMessageContaining("cut before the container had exited");
      assertThat(talk.out()).isEqualTo("a\n");
      assertThat(daemon.programs(id)).hasSize(1);
    }
  }

  @Test
  void race_anAttachedContainerThatExitsAMomentAfterTheCutIsNoExit() throws Exception {
    var id = daemon.create("echo a; sleep 5; echo lost; exit 5");
    try (var engine = new FrameCutEngine(daemon.host(), 1, 0);
        var talk = new Desk(engine.host()).talk(ATTACH, named(id))) {
      talk.untilControl("attached");
      daemon.desk().invoke("docker/container/start", named(id));

      assertThatThrownBy(talk::toTheEnd).isInstanceOf(CallException.class)
          .hasMessageContaining("cut before the container had exited");
    }
    assertThat(daemon.await(id)).isEqualTo(5);
    assertThat(daemon.log(id)).containsExactly("a", "lost");
  }

  /// Nothing was cut: the container is started again by its policy before anybody can look.
  @Test
  void race_anExitThatIsFollowedByARestartIsAnExit() throws Exception {
    var input = Json.object().put("image", LiveDaemon.IMAGE);
    input.putArray("command").add("sh").add("-c").add("echo a; exit 6");
    input.putObject("restart").put("policy", "on-failure").put("maximumRetries", 3);
    var id = daemon.create(input);
    try (var talk = daemon.desk().talk(ATTACH, named(id))) {
      talk.untilControl("attached");
      daemon.desk().invoke("docker/container/start", named(id));

      talk.toTheEnd();

      assertThat(List.of(talk.out(), talk.exitCode())).isEqualTo(List.of("a\n", 6));
    }
  }

  /// The daemon has the request, and its answer is lost: the process may run all the same.
  @Test
  void race_anExecWhoseStartIsCutOffIsKilled() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var engine = new HeadCutEngine(daemon.host(), "Upgrade: tcp")) {
      var desk = new Desk(engine.host());

      var error = desk.failureAfter(EXEC, LiveExecTest.sh(id, "sleep 1012").toString(),
          new ArrayList<>());

      assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
      desk.root().abort(CallError.cancelled());
      assertThat(desk.root().awaitQuiet(Duration.ofSeconds(60))).isTrue();
      assertThat(daemon.programs(id)).containsExactly("tail -f /dev/null");
    }
  }

  @Test
  void race_aContainerWithoutANameWhoseCreationIsNotAnsweredIsRemoved() throws Exception {
    var mark = UUID.randomUUID().toString();
    try (var engine = new HeadCutEngine(daemon.host(), "/containers/create")) {
      var desk = new Desk(engine.host());

      var error = desk.failure("docker/container/create", """
          {"image": "alk/busybox:latest", "labels": {"mark": "%s"}}""".formatted(mark));

      assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
      desk.root().abort(CallError.cancelled());
      assertThat(desk.root().awaitQuiet(Duration.ofSeconds(60))).isTrue();
      assertThat(desk.another().invoke("docker/container/list", """
          {"all": true, "labels": {"mark": "%s"}}""".formatted(mark))).isEmpty();
    }
  }
}
