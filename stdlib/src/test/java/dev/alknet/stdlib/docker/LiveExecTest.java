package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveExecTest {
  private static final String EXEC = "docker/container/exec";

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void doc05_tellsWhatWasWrittenAndTheExitCode() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    var items = desk.items(EXEC, sh(id, "echo out; exit 7").toString());

    assertThat(items).containsExactly(Desk.json("{\"stream\": \"stdout\", \"text\": \"out\\n\"}"),
        Desk.json("{\"exitCode\": 7, \"terminal\": true}"));
  }

  @Test
  void doc06_tellsTheExitCodeOfWhatWritesNothing() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    assertThat(desk.items(EXEC, sh(id, "true").toString()))
        .containsExactly(Desk.json("{\"exitCode\": 0, \"terminal\": true}"));
  }

  @Test
  void doc07_refusesATerminalForEventsAndMakesNoExec() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    var error = desk.failureAfter(EXEC, sh(id, "true").put("tty", true).toString(),
        new ArrayList<>());

    assertThat(error.code()).isEqualTo("INVALID_INPUT");
    assertThat(error.message()).contains("raw carriage");
    assertThat(desk.invoke("docker/container/inspect", LiveDaemon.named(id)).path("ExecIDs"))
        .isEmpty();
  }

  @Test
  void doc09_saysThatAContainerIsMissing() throws Exception {
    assertThat(desk.failureAfter(EXEC, sh("no-such-thing", "true").toString(), new ArrayList<>())
        .code()).isEqualTo("CONTAINER_NOT_FOUND");
    assertThatThrownBy(() -> desk.talk(EXEC, sh("no-such-thing", "true").toString()).toTheEnd())
        .isInstanceOf(CallException.class)
        .hasMessageContaining("CONTAINER_NOT_FOUND");
  }

  @Test
  void tellsStderrApartAndGivesItsEnvironmentFolderAndUser() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var input = sh(id, "echo $GREETING; pwd; id -u; echo oops >&2")
        .put("workingDirectory", "/tmp")
        .put("user", "1000");
    input.putObject("env").put("GREETING", "a=b c");

    var items = desk.items(EXEC, input.toString());

    assertThat(texts(items, "stdout")).isEqualTo("a=b c\n/tmp\n1000\n");
    assertThat(texts(items, "stderr")).isEqualTo("oops\n");
  }

  @Test
  void tellsThatAProgramIsMissingAsAnExitCode() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var input = Json.object().put("containerId", id);
    input.putArray("cmd").add("/no/such/program");

    var items = new ArrayList<JsonNode>();
    try (var all = desk.subscribe(EXEC, input.toString())) {
      for (var item = all.next(); item.isPresent(); item = all.next()) {
        items.add(item.get());
      }
      assertThat(items.getLast().path("exitCode").asInt()).isBetween(126, 127);
    } catch (CallException e) {
      assertThat(e.error().code()).isEqualTo("DOCKER_ERROR");
    }
  }

  @Test
  void car13_theEndOfInputLeavesTheOutputFlowing() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);

    try (var talk = desk.talk(EXEC, sh(id, "cat; echo done >&2; exit 5").toString())) {
      var sending = Thread.ofVirtual().start(() -> {
        try {
          for (int at = 0; at < bytes.length; at += 1 << 16) {
            talk.send(Arrays.copyOfRange(bytes, at, at + (1 << 16)));
          }
          talk.endInput();
        } catch (IOException | InterruptedException e) {
          throw new AssertionError(e);
        }
      });
      talk.toTheEnd();
      sending.join();

      assertThat(talk.bytes()).isEqualTo(bytes);
      assertThat(talk.err()).isEqualTo("done\n");
      assertThat(talk.exitCode()).isEqualTo(5);
    }
  }

  @Test
  void car14_finishingWithoutAWordEndsTheInputToo() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC, sh(id, "cat; echo bye").toString())) {
      talk.type("hi\n").finish().toTheEnd();

      assertThat(talk.out()).isEqualTo("hi\nbye\n");
      assertThat(talk.exitCode()).isZero();
    }
  }

  @Test
  void endsTheInputAtTheControlMessageToo() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC, sh(id, "cat").toString())) {
      talk.type("hi\n").control("{\"type\":\"eof\"}").toTheEnd();

      assertThat(talk.out()).isEqualTo("hi\n");
    }
  }

  @Test
  void car15_saysExitAndThenThatAllWasSent() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC, sh(id, "echo hi; exit 3").toString())) {
      talk.endInput().toTheEnd();

      var last = talk.chunks().subList(talk.chunks().size() - 2, talk.chunks().size());
      assertThat(last.getFirst().type()).isEqualTo(RawChunk.CONTROL_OUT);
      assertThat(talk.controls()).containsExactly(Desk.json("{\"type\":\"exit\",\"code\":3}"));
      assertThat(last.getLast().drained()).isTrue();
      assertThat(talk.chunks().stream().filter(RawChunk::drained)).hasSize(1);
    }
  }

  @Test
  void ignoresControlItDoesNotKnow() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC, sh(id, "cat").toString())) {
      talk.control("{\"type\":\"dance\"}").control("no json").type("hi\n").endInput().toTheEnd();

      assertThat(talk.out()).isEqualTo("hi\n");
    }
  }

  @Test
  void aTerminalHasItsSizeAndChangesIt() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    var input = sh(id, "stty size; read go; stty size; exit 4")
        .put("tty", true)
        .put("rows", 40)
        .put("columns", 132);

    try (var talk = desk.talk(EXEC, input.toString())) {
      // the daemon sets the size when the process runs already, which may print the one before
      talk.control("{\"type\":\"resize\",\"rows\":50,\"cols\":160}").type("go\n").toTheEnd();

      assertThat(talk.out()).contains("50 160");
      assertThat(talk.chunks()).noneMatch(chunk -> chunk.type() == RawChunk.STDERR);
      assertThat(talk.exitCode()).isEqualTo(4);
    }
  }

  @Test
  void theEndOfTypingReachesATerminal() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC, sh(id, "cat; echo over").put("tty", true).toString())) {
      talk.type("hi\n").until("hi\r\nhi\r\n").endInput().toTheEnd();

      assertThat(talk.out()).endsWith("over\r\n");
      assertThat(talk.exitCode()).isZero();
    }
  }

  @Test
  void passesSignalsOn() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC,
        sh(id, "trap 'echo got it; exit 9' USR1; echo ready; while :; do sleep 0.1; done")
            .toString())) {
      talk.until("ready").control("{\"type\":\"signal\",\"name\":\"USR1\"}").toTheEnd();

      assertThat(talk.out()).contains("got it");
      assertThat(talk.exitCode()).isEqualTo(9);
    }
  }

  @Test
  void theKeysForItLeaveTheProcessOfATerminalRunning() throws Exception {
    var id = daemon.run("tail -f /dev/null");

    try (var talk = desk.talk(EXEC, sh(id, "echo here; sleep 1000").put("tty", true).toString())) {
      talk.until("here").send(new byte[]{16, 17}).toTheEnd();

      assertThat(talk.controls()).containsExactly(Desk.json("{\"type\":\"detached\"}"));
    }
    assertThat(daemon.programs(id)).anyMatch(program -> program.endsWith("sleep 1000"));
  }

  static ObjectNode sh(String id, String script) {
    var input = Json.object().put("containerId", id);
    input.putArray("cmd").add("sh").add("-c").add(script);
    return input;
  }

  private static String texts(List<JsonNode> items, String stream) {
    var text = new StringBuilder();
    items.stream()
        .filter(item -> item.path("stream").asText().equals(stream))
        .forEach(item -> text.append(item.path("text").asText()));
    return text.toString();
  }
}
