package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alknet.runtime.operation.CallError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An exec in a container whose image holds one program and no shell.
@Timeout(60)
class ShelllessExecTest {
  private static final String EXEC = "docker/container/exec";

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();
  private final String image = "alk/shellless-" + UUID.randomUUID() + ":1";

  @Test
  void isKilledFromOutsideWhereThatIsPossible() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may signal from outside");
    try (var talk = desk.talk("docker/image/build", "{\"tags\": [\"%s\"]}".formatted(image))) {
      talk.send(context()).endInput().toTheEnd();
    }
    var id = daemon.create(Desk.json("""
        {"image": "%s", "command": ["/busybox", "sleep", "2000"]}""".formatted(image)));
    desk.invoke("docker/container/start", LiveDaemon.named(id));
    var own = desk.another();
    try (var talk = own.talk(EXEC, """
        {"containerId": "%s", "cmd": ["/busybox", "yes"]}""".formatted(id))) {
      talk.until("y");
      assumeTrue(daemon.onThisMachine(id), "the daemon is on another machine");

      own.root().abort(CallError.cancelled());
    }

    assertThat(own.root().awaitQuiet(Duration.ofSeconds(30))).isTrue();
    assertThat(daemon.programs(id)).containsExactly("/busybox sleep 2000");
    daemon.close();
    daemon.removeImage(image);
  }

  /// The one program, taken from the image of the other tests, and what makes an image of it.
  private byte[] context() throws IOException, InterruptedException {
    byte[] program;
    try (var talk = desk.talk("docker/container/copy-out",
        "{\"containerId\": \"%s\", \"path\": \"/bin/busybox\"}".formatted(daemon.create("true")));
        var tar = new TarArchiveInputStream(
            new ByteArrayInputStream(talk.endInput().toTheEnd().bytes()))) {
      tar.getNextEntry();
      program = tar.readAllBytes();
    }
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      put(tar, "Dockerfile", "FROM scratch\nCOPY busybox /busybox\n".getBytes(UTF_8));
      put(tar, "busybox", program);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(0100755);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
