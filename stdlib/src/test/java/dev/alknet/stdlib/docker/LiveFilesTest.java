package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.CallException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveFilesTest {
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void whatComesOutGoesInAgain() throws Exception {
    var from = daemon.ran("mkdir /data; dd if=/dev/urandom of=/data/big bs=1024 count=3000; "
        + "sha256sum /data/big");
    var to = daemon.create("sha256sum /copy/data/big");
    byte[] tar;
    try (var talk = desk.talk("docker/container/copy-out", at(from, "/data"))) {
      tar = talk.endInput().toTheEnd().bytes();
      assertThat(talk.chunks().getLast().drained()).isTrue();
      assertThat(names(tar)).containsExactly("data/", "data/big");
    }

    try (var talk = desk.talk("docker/container/copy-in", at(to, "/"))) {
      send(talk, folder("copy/")).toTheEnd();
    }
    try (var talk = desk.talk("docker/container/copy-in", at(to, "/copy"))) {
      send(talk, tar).toTheEnd();
      assertThat(talk.chunks().getLast().drained()).isTrue();
    }

    desk.invoke("docker/container/start", named(to));
    daemon.await(to);
    assertThat(daemon.log(to).getFirst().substring(0, 64))
        .isEqualTo(daemon.log(from).getLast().substring(0, 64));
  }

  @Test
  void noFolderGivesWayToAFileNorAFileToAFolder() throws Exception {
    var id = daemon.ran("mkdir -p /srv/site; echo kept > /srv/site/a; echo kept > /srv/file");

    for (var tar : List.of(file("site"), folder("file/"))) {
      assertThatThrownBy(() -> {
        try (var talk = desk.talk("docker/container/copy-in", at(id, "/srv"))) {
          send(talk, tar).toTheEnd();
        }
      }).isInstanceOf(CallException.class).hasMessageContaining("cannot overwrite");
    }

    try (var talk = desk.talk("docker/container/copy-out", at(id, "/srv"))) {
      assertThat(names(talk.endInput().toTheEnd().bytes()))
          .containsExactlyInAnyOrder("srv/", "srv/file", "srv/site/", "srv/site/a");
    }
  }

  @Test
  void saysWhatIsMissing() {
    var id = created();

    assertThat(failure("docker/container/copy-out", at(id, "/no/such/file")))
        .startsWith("PATH_NOT_FOUND");
    assertThat(failure("docker/container/copy-in", at(id, "/no/such/folder")))
        .startsWith("PATH_NOT_FOUND");
    assertThat(failure("docker/container/copy-out", at("no-such-thing", "/")))
        .startsWith("CONTAINER_NOT_FOUND");
  }

  @Test
  void exportsAllFiles() throws Exception {
    try (var talk = desk.talk("docker/container/export", named(daemon.create("true")))) {
      assertThat(names(talk.toTheEnd().bytes())).anyMatch(name -> name.endsWith("bin/sh"));
    }
  }

  private String failure(String operation, String input) {
    var thrown = new ArrayList<String>();
    assertThatThrownBy(() -> {
      try (var talk = desk.talk(operation, input)) {
        talk.endInput().toTheEnd();
      }
    }).isInstanceOfSatisfying(CallException.class, e -> thrown.add(e.error().code()));
    return thrown.getFirst();
  }

  private String created() {
    try {
      return daemon.create("true");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Talk send(Talk talk, byte[] tar) throws IOException, InterruptedException {
    for (int at = 0; at < tar.length; at += 1 << 16) {
      talk.send(Arrays.copyOfRange(tar, at, Math.min(tar.length, at + (1 << 16))));
    }
    return talk.endInput();
  }

  static byte[] folder(String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar =
        new TarArchiveOutputStream(bytes)) {
      tar.putArchiveEntry(new TarArchiveEntry(name));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] file(String name) throws IOException {
    return folder(name); // without a slash at its end it is an empty file
  }

  static List<String> names(byte[] tar) throws IOException {
    var names = new ArrayList<String>();
    try (var entries = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static String at(String id, String path) {
    return "{\"containerId\": \"%s\", \"path\": \"%s\"}".formatted(id, path);
  }
}
