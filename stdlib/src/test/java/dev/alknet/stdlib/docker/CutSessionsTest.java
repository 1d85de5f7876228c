package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sessions with a daemon that goes away in the middle: that is no end of the process.
@Timeout(60)
class CutSessionsTest {
  private static final String WEB = """
      {"containerId": "web"}""";
  private static final String EXEC = """
      {"containerId": "web", "cmd": ["sh"]}""";

  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Desk desk = new Desk(engine.host());

  @Test
  void race_engineRestartedMidAttachIsNoExit() throws Exception {
    container(false);
    engine.on("POST /v1.47/containers/abc/wait", visit -> {
      visit.begin();
      engine.awaitGone("POST /v1.47/containers/abc/attach");
    });
    engine.on("POST /v1.47/containers/abc/attach", visit -> {
      session(visit);
      visit.out().write(Bytes.frame(1, "hello\n"));
    });

    try (var talk = desk.talk("docker/container/attach", WEB)) {
      assertThatThrownBy(talk::toTheEnd).isInstanceOf(CallException.class)
          .hasMessageContaining("DOCKER_UNAVAILABLE");
      assertThat(talk.out()).isEqualTo("hello\n");
      assertThat(talk.controls()).containsExactly(Desk.json("{\"type\":\"attached\"}"));
    }
  }

  @Test
  void race_engineRestartedMidExecIsNoExit() throws Exception {
    exec(visit -> {
      session(visit);
      visit.out().write(Bytes.frame(1, "hello\n"));
    });
    engine.on("GET /v1.47/exec/e1/json", visit -> visit.raw(""));

    assertThat(desk.failureAfter("docker/container/exec", EXEC, new ArrayList<>())
        .code()).isEqualTo("DOCKER_UNAVAILABLE");
  }

  @Test
  void race_aSignalBeforeTheDaemonKnowsThatTheProcessRuns() throws Exception {
    var asked = new AtomicInteger();
    var signalled = new CountDownLatch(1);
    exec(visit -> {
      session(visit);
      signalled.await();
    });
    engine.on("POST /v1.47/containers/web/exec", visit -> visit.json(201,
        visit.body().contains("/bin/sh") ? "{\"Id\": \"sender\"}" : "{\"Id\": \"e1\"}"));
    engine.on("GET /v1.47/exec/e1/json", visit -> {
      var pid = asked.incrementAndGet() < 3 ? 0 : 2147483647;
      visit.json(200, signalled.getCount() == 0
          ? "{\"Running\": false, \"ExitCode\": 9}"
          : "{\"Running\": true, \"ExitCode\": null, \"Pid\": %d, \"ContainerID\": \"none\"}"
              .formatted(pid));
    });
    engine.on("POST /v1.47/exec/sender/start", visit -> {
      session(visit);
      signalled.countDown();
    });
    engine.on("GET /v1.47/exec/sender/json",
        visit -> visit.json(200, "{\"Running\": false, \"ExitCode\": 0}"));

    try (var talk = desk.talk("docker/container/exec", EXEC)) {
      talk.control("{\"type\":\"signal\",\"name\":\"USR1\"}").toTheEnd();

      assertThat(talk.exitCode()).isEqualTo(9);
    }
  }

  @Test
  void car17_aFrameThatIsCutIsNoEnd() throws Exception {
    exec(visit -> {
      session(visit);
      visit.out().write(Bytes.frame(1, "hello\n"), 0, 10);
    });
    engine.on("GET /v1.47/exec/e1/json",
        visit -> visit.json(200, "{\"Running\": false, \"ExitCode\": 0}"));

    assertThat(desk.failureAfter("docker/container/exec", EXEC, new ArrayList<>())
        .message()).contains("within a frame");
  }

  @Test
  void race_theExitCodeIsLateAfterTheOutput() throws Exception {
    var asked = new AtomicInteger();
    exec(visit -> {
      session(visit);
      visit.out().write(Bytes.frame(1, "hello\n"));
    });
    engine.on("GET /v1.47/exec/e1/json", visit -> visit.json(200, asked.incrementAndGet() < 5
        ? "{\"Running\": true, \"ExitCode\": null, \"Pid\": 77}"
        : "{\"Running\": false, \"ExitCode\": 6, \"Pid\": 77}"));

    assertThat(desk.items("docker/container/exec", EXEC).getLast())
        .isEqualTo(Desk.json("{\"exitCode\": 6, \"terminal\": true}"));
  }

  /// An engine that is not Docker's may be late, but not for ever.
  @Test
  void race_theExitCodeNeverComesAfterTheOutput() {
    engine.on("GET /v1.47/exec/e1/json", visit -> visit.json(200, """
        {"Running": true, "ExitCode": null, "Pid": 77}"""));
    var exec = new Exec(new Daemon(DockerHost.plain(engine.host()), Duration.ofMillis(50)),
        ExecPlan.of(Desk.json(EXEC), false), "e1", "");

    assertThatThrownBy(exec::exitCode).isInstanceOf(EOFException.class);
  }

  @Test
  void race_engineRestartedMidExecForgetsIt() throws Exception {
    exec(visit -> {
      session(visit);
      visit.out().write(Bytes.frame(1, "hello\n"));
    });
    container(false);

    assertThat(desk.failureAfter("docker/container/exec", EXEC, new ArrayList<>())
        .message()).contains("no longer knows the process");
  }

  @Test
  void anOldEngineThatDoesNotSwitchProtocolsWillDo() throws Exception {
    exec(visit -> {
      visit.raw("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n");
      visit.out().write(Bytes.frame(2, "hello\n"));
    });
    engine.on("GET /v1.47/exec/e1/json",
        visit -> visit.json(200, "{\"Running\": false, \"ExitCode\": 0}"));

    try (var talk = desk.talk("docker/container/exec", EXEC)) {
      talk.endInput().toTheEnd();
      assertThat(talk.err()).isEqualTo("hello\n");
      assertThat(talk.exitCode()).isZero();
    }
  }

  @Test
  void doc16_aCharacterInTwoFramesArrivesWhole() throws Exception {
    var bytes = "ü".getBytes(UTF_8);
    exec(visit -> {
      session(visit);
      visit.out().write(Bytes.frame(1, new byte[]{'a', bytes[0]}));
      visit.out().write(Bytes.frame(2, "err"));
      visit.out().write(Bytes.frame(1, new byte[]{bytes[1], 'b', bytes[0]}));
    });
    engine.on("GET /v1.47/exec/e1/json",
        visit -> visit.json(200, "{\"Running\": false, \"ExitCode\": 0}"));

    assertThat(desk.texts("docker/container/exec", EXEC)).containsExactly("a", "err", "üb",
        "\uFFFD", "");
  }

  @Test
  void race_engineRestartedMidEventsIsNoEnd() throws Exception {
    engine.on("GET /v1.47/containers/json", visit -> visit.json(200, "[]"));
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      visit.chunk(Desk.json("{\"Type\": \"container\", \"Action\": \"die\", \"timeNano\": 1}")
          .toString()
          .getBytes(UTF_8));
      visit.end();
    });

    var items = new ArrayList<JsonNode>();
    assertThat(desk.failureAfter("docker/system/events", "{}", items).code())
        .isEqualTo("DOCKER_UNAVAILABLE");
    assertThat(items).hasSize(1);
  }

  @Test
  void race_cancelledBeforeTheProcessIsThere() throws Exception {
    var starting = new CountDownLatch(1);
    engine.on("POST /v1.47/containers/web/exec", visit -> visit.json(201,
        visit.body().contains("/bin/sh") ? "{\"Id\": \"killer\"}" : "{\"Id\": \"e1\"}"));
    engine.on("POST /v1.47/exec/e1/start", visit -> {
      starting.await();
      session(visit);
      visit.hang();
    });
    engine.on("POST /v1.47/exec/killer/start", visit -> {
      engine.on("GET /v1.47/exec/e1/json",
          other -> other.json(200, "{\"Running\": false, \"ExitCode\": 137, \"Pid\": 0}"));
      session(visit);
    });
    engine.on("GET /v1.47/exec/killer/json",
        visit -> visit.json(200, "{\"Running\": false, \"ExitCode\": 0}"));
    engine.on("GET /v1.47/exec/e1/json", visit -> visit.json(200,
        "{\"Running\": true, \"ExitCode\": null, \"Pid\": 2147483647, \"ContainerID\": \"none\"}"));

    try (var _ = desk.subscribe("docker/container/exec", EXEC)) {
      engine.awaitRequest("POST /v1.47/exec/e1/start");
    }
    starting.countDown();

    engine.awaitRequest("POST /v1.47/exec/killer/start");
    engine.awaitGone("POST /v1.47/exec/e1/start");
  }

  private void container(boolean tty) {
    engine.on("GET /v1.47/containers/web/json", visit -> visit.json(200,
        "{\"Id\": \"abc\", \"Config\": {\"Tty\": %s}}".formatted(tty)));
  }

  private void exec(FakeEngine.Answer start) {
    engine.on("POST /v1.47/containers/web/exec", visit -> visit.json(201, "{\"Id\": \"e1\"}"));
    engine.on("POST /v1.47/exec/e1/start", start);
  }

  private static void session(FakeEngine.Visit visit) throws IOException {
    visit.raw("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
  }
}
