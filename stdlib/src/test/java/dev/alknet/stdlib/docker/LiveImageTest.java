package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveImageTest {
  @TempDir
  Path folder;

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void answersAPing() throws Exception {
    assertThat(desk.invoke("docker/system/ping", "{}").path("apiVersion").asText())
        .matches("1\\.\\d+");
  }

  @Test
  void importsARootFileSystemAndItsDefaults() throws Exception {
    var tar = folder.resolve("root.tar");
    write(Files.newOutputStream(tar));

    var input = Json.object().put("path", tar.toString()).put("reference", "alk/imported:1");
    input.putArray("changes").add("CMD [\"/hello\"]").add("ENV A=b+c&d");
    var id = desk.invoke("docker/image/import", input.toString()).path("id").asText();

    var image = desk.invoke("docker/image/inspect", "{\"image\": \"alk/imported:1\"}");
    assertThat(image.path("Id").asText()).isEqualTo(id);
    assertThat(image.path("Config").path("Cmd")).isEqualTo(Desk.json("[\"/hello\"]"));
    assertThat(image.path("Config").path("Env").toString()).contains("A=b+c&d");
    assertThat(desk.invoke("docker/image/list", "{}").findValuesAsText("Id")).contains(id);
    daemon.removeImage("alk/imported:1");
  }

  @Test
  void saysThatAFileIsNoTar() throws Exception {
    var file = Files.writeString(folder.resolve("not.tar"), "hello ".repeat(1000));

    assertThat(desk.failure("docker/image/import",
        "{\"path\": \"%s\", \"reference\": \"alk/broken:1\"}".formatted(file)).code())
        .isEqualTo("DOCKER_ERROR");
  }

  @Test
  void doc10_saysThatAnImageIsMissingOrCannotBePulled() throws Exception {
    assertThat(desk.failure("docker/image/inspect", "{\"image\": \"alk/missing:1\"}").code())
        .isEqualTo("IMAGE_NOT_FOUND");

    assertThat(desk.failureAfter("docker/image/pull", "{\"image\": \"127.0.0.1:1/web\"}",
        new ArrayList<>()).code()).isEqualTo("IMAGE_PULL_FAILED");
  }

  private static void write(OutputStream target) throws IOException {
    try (var tar = new TarArchiveOutputStream(target)) {
      var content = "hello".getBytes(UTF_8);
      var entry = new TarArchiveEntry("hello");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
  }
}
