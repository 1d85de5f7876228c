package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveImageOperationsTest {
  @TempDir
  Path folder;

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();
  private final String name = "alk/test-" + UUID.randomUUID() + ":1";

  @Test
  void tagsShowsHistoryAndRemoves() throws Exception {
    desk.invoke("docker/image/tag",
        "{\"image\": \"alk/busybox\", \"reference\": \"%s\"}".formatted(name));

    assertThat(desk.invoke("docker/image/history", named(name))).isNotEmpty();
    assertThat(desk.invoke("docker/image/remove", named(name)))
        .containsExactly(Json.object().put("Untagged", name));
    for (var verb : List.of("history", "remove")) {
      assertThat(desk.failure("docker/image/" + verb, named(name)).code()).as(verb)
          .isEqualTo("IMAGE_NOT_FOUND");
    }
    assertThat(desk.failure("docker/image/tag",
        "{\"image\": \"alk/missing\", \"reference\": \"%s\"}".formatted(name)).code())
        .isEqualTo("IMAGE_NOT_FOUND");
  }

  @Test
  void buildsAFolderAndTellsHowItGoes() throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), """
        FROM alk/busybox:latest
        ARG GREETING=none
        COPY . /context
        RUN echo building && echo $GREETING > /greeting
        """);
    Files.writeString(folder.resolve(".dockerignore"), "secret\n");
    Files.writeString(folder.resolve("secret"), "x");
    Files.writeString(folder.resolve("seen"), "x");

    var items = desk.items("docker/image/build",
        """
        {"context": "%s", "tags": ["%s"], "arguments": {"GREETING": "hello"}, "labels": {"a": "b"}}"""
            .formatted(folder, name));

    assertThat(items.stream().map(item -> item.path("stream").asText())).contains("building\n");
    assertThat(output("cat /greeting; ls /context")).startsWith("hello")
        .contains("seen")
        .doesNotContain("secret");
    daemon.removeImage(name);
  }

  @Test
  void buildsATarThatIsSent() throws Exception {
    var tar = BuildTars.of("FROM alk/busybox:latest\nRUN echo hello > /greeting\n");

    try (var talk = desk.talk("docker/image/build", "{\"tags\": [\"%s\"]}".formatted(name))) {
      talk.send(tar).endInput().toTheEnd();
      assertThat(talk.out()).contains("Step 2/2");
      assertThat(talk.chunks().getLast().drained()).isTrue();
    }

    assertThat(output("cat /greeting")).isEqualTo("hello");
    daemon.removeImage(name);
  }

  @Test
  void saysWhichStepFailed() throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM alk/busybox:latest\nRUN exit 5\n");
    var items = new ArrayList<JsonNode>();

    var error = desk.failureAfter("docker/image/build",
        "{\"context\": \"%s\"}".formatted(folder), items);

    assertThat(error.code()).isEqualTo("IMAGE_BUILD_FAILED");
    assertThat(error.message()).contains("5");
    assertThat(items).isNotEmpty();
  }

  @Test
  void saysThatThereIsNothingToBuild() throws Exception {
    assertThat(desk.failureAfter("docker/image/build", "{}", new ArrayList<>()).message())
        .contains("/context");
    assertThat(desk.failureAfter("docker/image/build",
        "{\"context\": \"%s\"}".formatted(folder), new ArrayList<>()).message())
        .contains("/dockerfile");
  }

  @Test
  void whatIsExportedCanBeLoaded() throws Exception {
    desk.invoke("docker/image/tag",
        "{\"image\": \"alk/busybox\", \"reference\": \"%s\"}".formatted(name));
    byte[] tar;
    try (var talk = desk.talk("docker/image/export", named(name))) {
      tar = talk.toTheEnd().bytes();
    }
    daemon.removeImage(name);

    try (var talk = desk.talk("docker/image/load", "{}")) {
      for (int at = 0; at < tar.length; at += 1 << 16) {
        talk.send(Arrays.copyOfRange(tar, at, Math.min(tar.length, at + (1 << 16))));
      }
      talk.endInput().toTheEnd();
      assertThat(talk.out()).contains(name);
    }

    assertThat(desk.invoke("docker/image/inspect", named(name)).path("Id").asText()).isNotBlank();
    daemon.removeImage(name);
  }

  @Test
  void saysWhyAPushFails() throws Exception {
    assertThat(desk.failureAfter("docker/image/push", named("127.0.0.1:1/alk/missing"),
        new ArrayList<>()).code()).isEqualTo("IMAGE_NOT_FOUND");
    var unreachable = "127.0.0.1:1/" + name;
    desk.invoke("docker/image/tag",
        "{\"image\": \"alk/busybox\", \"reference\": \"%s\"}".formatted(unreachable));

    assertThat(desk.failureAfter("docker/image/push", named(unreachable), new ArrayList<>()).code())
        .isEqualTo("IMAGE_PUSH_FAILED");
    daemon.removeImage(unreachable);
  }

  private String output(String script) throws InterruptedException {
    var input = Json.object().put("image", name);
    input.putArray("command").add("sh").add("-c").add(script);
    var id = daemon.create(input);
    desk.invoke("docker/container/start", LiveDaemon.named(id));
    daemon.await(id);
    var log = String.join(" ", daemon.log(id));
    desk.invoke("docker/container/remove", LiveDaemon.named(id));
    return log;
  }

  private static String named(String image) {
    return "{\"image\": \"%s\"}".formatted(image);
  }
}
