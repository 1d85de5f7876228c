package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that is spoken to over TLS, both sides proving who they are.
@Timeout(120)
class LiveTlsTest {
  private static final String EXEC = "docker/container/exec";

  @TempDir
  static Path folder;

  private static TlsDaemon daemon;
  private static Path client;
  private static Path stranger;
  private static Path mistaken;

  @BeforeAll
  static void start() throws Exception {
    var authority = TestAuthority.make(folder.resolve("authority"));
    var other = TestAuthority.make(folder.resolve("other"));
    client = authority.issue("client", authority);
    stranger = other.issue("stranger", authority);
    mistaken = authority.issue("mistaken", other);
    daemon = TlsDaemon.start(folder, authority.issue("server", authority, "san=ip:127.0.0.1"),
        client);
    copyImage();
  }

  private static void copyImage() throws Exception {
    try (var source = LiveDaemon.find();
        var image = source.desk()
            .talk("docker/image/export", "{\"image\": \"%s\"}".formatted(LiveDaemon.IMAGE));
        var load = desk(client).talk("docker/image/load", "{}")) {
      load.send(image.toTheEnd().bytes()).endInput().toTheEnd();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (daemon != null) {
      daemon.stop();
    }
  }

  @Test
  void carriesASessionBothWaysAndItsEndOfInput() throws Exception {
    var desk = desk(client);
    var id = running(desk, "tail -f /dev/null");
    var bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);

    try (var talk = desk.talk(EXEC, exec(id, "cat"))) {
      var typing = Thread.startVirtualThread(() -> type(talk, bytes));
      talk.toTheEnd();
      typing.join();

      assertThat(talk.bytes()).isEqualTo(bytes);
      assertThat(talk.exitCode()).isZero();
    }
  }

  @Test
  void theKeysForItLeaveTheProcessOfATerminalRunning() throws Exception {
    var desk = desk(client);
    var id = running(desk, "tail -f /dev/null");

    try (var talk = desk.talk(EXEC,
        LiveExecTest.sh(id, "echo here; sleep 1000").put("tty", true).toString())) {
      talk.until("here").send(new byte[]{16, 17}).toTheEnd();

      assertThat(talk.controls()).containsExactly(Desk.json("{\"type\":\"detached\"}"));
    }
    assertThat(desk.invoke("docker/container/top", named(id)).toString()).contains("sleep 1000");
  }

  @Test
  void createsThroughTheLibraryToo() throws Exception {
    var desk = desk(client);
    var id = running(desk, "exit 7");

    assertThat(desk.invoke("docker/container/wait", named(id)).path("exitCode").intValue())
        .isEqualTo(7);
  }

  @Test
  void anAbortEndsWhatWaits() throws Exception {
    var desk = desk(client);
    var id = running(desk, "echo ready; tail -f /dev/null");
    var log = desk.subscribe("docker/container/logs",
        "{\"containerId\": \"%s\", \"follow\": true}".formatted(id));
    assertThat(log.next().orElseThrow().path("text").asText()).isEqualTo("ready");

    log.close();
    assertThat(desk.root().awaitQuiet(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void saysThatTheDaemonTrustsNobodyOfThisAuthority() throws Exception {
    var error = desk(stranger).failure("docker/system/version", "{}");

    assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
    assertThat(error.message()).contains("TLS").contains("cert.pem");
  }

  @Test
  void trustsOnlyItsOwnAuthority() throws Exception {
    var error = desk(mistaken).failure("docker/system/version", "{}");

    assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
    assertThat(error.message()).contains("TLS").contains("ca.pem");
  }

  @Test
  void theCertificateMustBeForTheNameThatWasDialled() throws Exception {
    var error = new Desk(daemon.at("localhost", client)).failure("docker/system/version", "{}");

    assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
    assertThat(error.message()).contains("localhost");
  }

  @Test
  void saysThatAPlainAddressIsNone() throws Exception {
    var plain = daemon.at("127.0.0.1", client).address();

    assertThat(
        new Desk(URI.create(plain.toString())).failure("docker/system/version", "{}").message())
        .contains("HTTPS");
  }

  private static Desk desk(Path certificates) {
    return new Desk(daemon.at("127.0.0.1", certificates));
  }

  private static String running(Desk desk, String script) throws InterruptedException {
    var input = Json.object().put("image", LiveDaemon.IMAGE);
    input.putArray("command").add("sh").add("-c").add(script);
    var id = desk.invoke("docker/container/create", input.toString()).path("id").asText();
    desk.invoke("docker/container/start", named(id));
    return id;
  }

  private static String exec(String id, String program) {
    var input = Json.object().put("containerId", id);
    input.putArray("cmd").add(program);
    return input.toString();
  }

  private static void type(Talk talk, byte[] bytes) {
    try {
      talk.send(bytes).endInput();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
