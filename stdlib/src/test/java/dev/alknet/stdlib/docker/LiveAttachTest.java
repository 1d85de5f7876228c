package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChunk;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveAttachTest {
  private static final String ATTACH = "docker/container/attach";
  private static final JsonNode EXITED_5 = Desk.json("{\"type\":\"exit\",\"code\":5}");

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void doc08_roundTripsThroughAShell() throws Exception {
    var id = started(interactive("sh"));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.type("echo hello-from-attach\n").until("hello-from-attach").type("exit 5\n").toTheEnd();

      assertThat(talk.out()).isEqualTo("hello-from-attach\n");
      assertThat(talk.controls().getLast()).isEqualTo(EXITED_5);
    }
  }

  @Test
  void nothingButWhatIsTypedReachesTheProcess() throws Exception {
    var id = started(interactive("cat"));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.untilControl("attached").type("hi").endInput().toTheEnd();

      assertThat(talk.out()).isEqualTo("hi");
    }
  }

  @Test
  void car12_tellsTheStreamsApart() throws Exception {
    var id = started(interactive("read line; echo out; echo err >&2"));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.type("go\n").toTheEnd();

      assertThat(talk.out()).isEqualTo("out\n");
      assertThat(talk.err()).isEqualTo("err\n");
    }
  }

  @Test
  void car12_aTerminalHasOneStream() throws Exception {
    var id = started(interactive("read line; echo err >&2; printf '\\001\\002x'").put("tty", true));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.type("go\n").toTheEnd();

      assertThat(talk.out()).endsWith("err\r\n\u0001\u0002x");
      assertThat(talk.chunks()).noneMatch(chunk -> chunk.type() == RawChunk.STDERR);
    }
  }

  @Test
  void car13_theEndOfInputLeavesTheOutputFlowing() throws Exception {
    var id = started(interactive("cat; echo after; exit 5"));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.type("hi\n").endInput().toTheEnd();

      assertThat(talk.out()).isEqualTo("hi\nafter\n");
      assertThat(talk.controls().getLast()).isEqualTo(EXITED_5);
    }
  }

  @Test
  void car14_finishingWithoutAWordEndsTheInputToo() throws Exception {
    var id = started(interactive("cat; echo after; exit 5"));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.type("hi\n").finish().toTheEnd();

      assertThat(talk.out()).isEqualTo("hi\nafter\n");
    }
  }

  @Test
  void car15_saysExitAndThenThatAllWasSent() throws Exception {
    var id = started(interactive("read line; exit 5"));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.type("go\n").toTheEnd();

      assertThat(talk.chunks().getLast().drained()).isTrue();
      assertThat(talk.controls()).containsExactly(Desk.json("{\"type\":\"attached\"}"), EXITED_5);
    }
  }

  @Test
  void theInputOfAContainerThatKeepsItStaysOpen() throws Exception {
    var id = started(interactive("read a; echo $a; read b; echo $b; exit 5")
        .put("stdinOnce", false));

    try (var first = desk.talk(ATTACH, named(id))) {
      first.type("one\n").endInput().until("one");
      try (var second = desk.talk(ATTACH, named(id))) {
        second.type("two\n").toTheEnd();
      }
      first.toTheEnd();

      assertThat(first.out()).isEqualTo("one\ntwo\n");
      assertThat(first.controls().getLast()).isEqualTo(EXITED_5);
    }
  }

  @Test
  void breakingOffLeavesTheContainerRunning() throws Exception {
    var id = started(interactive("echo here; tail -f /dev/null"));
    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.untilControl("attached");
    }

    assertThat(running(id)).isTrue();
  }

  @Test
  void theKeysForItLeaveTheContainerRunning() throws Exception {
    var id = started(interactive("echo here; tail -f /dev/null").put("tty", true));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.untilControl("attached").send(new byte[]{16, 17}).toTheEnd();

      assertThat(talk.controls().getLast()).isEqualTo(Desk.json("{\"type\":\"detached\"}"));
      assertThat(talk.chunks().getLast().drained()).isTrue();
    }
    assertThat(running(id)).isTrue();
  }

  @Test
  void resizesTheTerminal() throws Exception {
    var id = started(interactive("read line; stty size").put("tty", true));

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.control("{\"type\":\"resize\",\"rows\":50,\"cols\":160}").type("go\n").toTheEnd();

      assertThat(talk.out()).contains("50 160");
    }
  }

  @Test
  void passesSignalsOn() throws Exception {
    var id = started(interactive("trap 'exit 5' USR1; echo ready; while :; do sleep 0.1; done"));
    while (daemon.log(id).isEmpty()) {
      Thread.onSpinWait();
    }

    try (var talk = desk.talk(ATTACH, named(id))) {
      talk.untilControl("attached").control("{\"type\":\"signal\",\"name\":\"USR1\"}").toTheEnd();

      assertThat(talk.controls().getLast()).isEqualTo(EXITED_5);
    }
  }

  @Test
  void doc09_saysThatAContainerIsMissing() {
    assertThatThrownBy(() -> desk.talk(ATTACH, named("no-such-thing")).toTheEnd())
        .isInstanceOf(CallException.class)
        .hasMessageContaining("CONTAINER_NOT_FOUND");
  }

  static ObjectNode interactive(String script) {
    var input = Json.object()
        .put("image", LiveDaemon.IMAGE)
        .put("openStdin", true)
        .put("stdinOnce", true);
    input.putArray("command").add("sh").add("-c").add(script);
    return input;
  }

  private String started(JsonNode input) throws InterruptedException {
    var id = daemon.create(input);
    desk.invoke("docker/container/start", named(id));
    return id;
  }

  private boolean running(String id) throws InterruptedException {
    return desk.invoke("docker/container/inspect", named(id))
        .path("State")
        .path("Running")
        .asBoolean();
  }
}
