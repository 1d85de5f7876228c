package dev.alknet.repl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
  @TempDir
  private Path folder = Path.of("");
  private Path source = Path.of("");
  private Path target = Path.of("");
  private final CopyProgress progress = CopyProgress.open("it", _ -> {});

  @BeforeEach
  void name() {
    source = folder.resolve("source");
    target = folder.resolve("target");
  }

  @Test
  void whatIsPackedIsUnpackedAsItWas() throws Exception {
    var name = "long-".repeat(40) + "名";
    Files.createDirectories(source.resolve("inner"));
    Files.writeString(source.resolve("inner").resolve(name), "text");
    Files.writeString(source.resolve("run"), "x".repeat(100_000));
    Files.setPosixFilePermissions(source.resolve("run"),
        PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(source.resolve("run"), FileTime.fromMillis(1_700_000_000_000L));
    Files.createSymbolicLink(source.resolve("link"), Path.of("../elsewhere"));
    Files.setPosixFilePermissions(source.resolve("inner"),
        PosixFilePermissions.fromString("r-xr-xr-x"));

    unpack(packed("any"));

    assertThat(target.resolve("inner").resolve(name)).hasContent("text");
    assertThat(target.resolve("run")).hasContent("x".repeat(100_000));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("run"))))
        .isEqualTo("rwxr-x--x");
    assertThat(Files.getLastModifiedTime(target.resolve("run")).toMillis())
        .isEqualTo(1_700_000_000_000L);
    assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("../elsewhere"));
    assertThat(progress.sum()).isEqualTo("copied 100 kB in 2 files");
  }

  @Test
  void refusesWhatLeadsElsewhere() throws Exception {
    for (var name : List.of("any/../evil", "../evil", "/any/../../evil", "other/evil", "any/./evil",
        "any/out/evil", "any//evil")) {
      var tar = tar("any/", "any/out -> " + folder, name);

      assertThatThrownBy(() -> unpack(tar)).as(name)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("leads elsewhere");
      assertThat(folder.resolve("evil")).as(name).doesNotExist();
      Files.delete(target.resolve("out"));
    }
  }

  @Test
  void replacesALinkAndNotWhatItLeadsTo() throws Exception {
    var kept = Files.writeString(folder.resolve("kept"), "kept");
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("file"), kept);

    unpack(tar("any/", "any/file"));

    assertThat(target.resolve("file")).isRegularFile().hasContent("x");
    assertThat(Files.isSymbolicLink(target.resolve("file"))).isFalse();
    assertThat(kept).hasContent("kept");
  }

  @Test
  void givesNoMoreThanTheUsualRightsAndNoDevices() throws Exception {
    unpack(tar("any/", "any/file", "any/device"));

    assertThat(Files.getAttribute(target.resolve("file"), "unix:mode")).isEqualTo(0100755);
    assertThat(target.resolve("device")).doesNotExist();
    assertThat(progress.sum()).endsWith("; left out 1 that are neither files, folders nor links");
  }

  @Test
  void leavesNoHalfOfAFile() throws Exception {
    Files.writeString(source, "x".repeat(100_000));
    Files.writeString(target, "before");
    var tar = packed("any");

    for (int length : List.of(0, 100, 600, 50_000)) {
      var torn = new ByteArrayInputStream(tar, 0, length);
      assertThatThrownBy(() -> new Unpacking(target, progress).from(torn)).as("%d", length)
          .isInstanceOf(IOException.class);
    }

    assertThat(target).hasContent("before");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(source, target);
    }
  }

  @Test
  void packsWhatIsInAFolder() throws Exception {
    Files.createDirectory(source);
    Files.writeString(source.resolve("a"), "a");
    Files.createDirectory(target);

    unpackAll(packed(""));

    assertThat(target.resolve("a")).hasContent("a");
  }

  private byte[] packed(String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new Packing(source, name, CopyProgress.open("it", _ -> {})).to(bytes);
    return bytes.toByteArray();
  }

  private void unpack(byte[] tar) throws IOException {
    new Unpacking(target, progress).from(new ByteArrayInputStream(tar));
  }

  /// What is packed without a folder of its own has one file here.
  private void unpackAll(byte[] tar) throws IOException {
    new Unpacking(target.resolve("a"), progress).from(new ByteArrayInputStream(tar));
  }

  private static byte[] tar(String... names) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (var name : names) {
        var link = name.split(" -> ", 2);
        var entry = link.length == 2
            ? new TarArchiveEntry(link[0], TarConstants.LF_SYMLINK)
            : name.endsWith("device")
                ? new TarArchiveEntry(name, TarConstants.LF_CHR)
                : new TarArchiveEntry(name, true);
        if (link.length == 2) {
          entry.setLinkName(link[1]);
        }
        var file = entry.isFile() && link.length == 1 && !name.endsWith("device");
        entry.setMode(entry.isDirectory() ? 0755 : 06755);
        entry.setSize(file ? 1 : 0);
        tar.putArchiveEntry(entry);
        if (file) {
          tar.write("x".getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
