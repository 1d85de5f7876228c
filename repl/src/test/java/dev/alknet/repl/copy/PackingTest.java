package dev.alknet.repl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
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

  /// A log is.
  @Test
  void packsAFileThatIsWrittenMeanwhile() throws Exception {
    Files.writeString(source, "x".repeat(200_000));
    var tar = new ByteArrayOutputStream();
    var growing = new FilterOutputStream(tar) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Files.writeString(source, "more", StandardOpenOption.APPEND);
        out.write(bytes, offset, length);
      }
    };

    new Packing(source, "any", progress).to(growing);
    unpack(tar.toByteArray());

    assertThat(target).hasContent("x".repeat(200_000));
    assertThat(Files.size(source)).isGreaterThan(200_000);
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
    Files.createDirectories(source.resolve("inner"));
    Files.writeString(source.resolve("inner/b"), "b");
    Files.writeString(source.resolve("a"), "a");

    assertThat(entries(packed(""))).containsExactlyInAnyOrder("a=a", "inner/=", "inner/b=b");
    assertThat(entries(packed("any"))).containsExactlyInAnyOrder("any/=", "any/a=a", "any/inner/=",
        "any/inner/b=b");
  }

  private byte[] packed(String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new Packing(source, name, CopyProgress.open("it", _ -> {})).to(bytes);
    return bytes.toByteArray();
  }

  private void unpack(byte[] tar) throws IOException {
    new Unpacking(target, progress).from(new ByteArrayInputStream(tar));
  }

  private static List<String> entries(byte[] bytes) throws IOException {
    var entries = new ArrayList<String>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(entry.getName() + "=" + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
