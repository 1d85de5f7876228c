package dev.alknet.repl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
  @TempDir
  private Path folder = Path.of("");
  private Path target = Path.of("");
  private Path secret = Path.of("");
  private final CopyProgress progress = CopyProgress.open("it", _ -> {});

  @BeforeEach
  void name() throws Exception {
    target = folder.resolve("target");
    secret = Files.createDirectory(folder.resolve("secret"));
    rights(secret, "rwx------");
  }

  @Test
  void refusesWhatLeadsElsewhere() throws Exception {
    for (var name : List.of("any/../evil", "../evil", "/any/../../evil", "other/evil", "any/./evil",
        "any/out/evil", "any//evil")) {
      refused(new HandTar().folder("any/").link("any/out", folder).file(name), "leads elsewhere");

      assertThat(folder.resolve("evil")).as(name).doesNotExist();
      Files.delete(target.resolve("out"));
    }
  }

  @Test
  void makesNoLinkOfTheTarget() {
    refused(new HandTar().link("any", "else\nwhere"),
        "any is a link in the container: copy what it leads to, else where");

    assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aFileThatWasThereKeepsItsRights() throws Exception {
    Files.writeString(target, "old");
    rights(target, "rw-------");

    unpack(new HandTar().file("any"));

    assertThat(target).hasContent("x");
    assertThat(rights(target)).isEqualTo("rw-------");
  }

  @Test
  void putsNothingIntoAFolderThatALinkOfTheTarLeadsTo() throws Exception {
    refused(new HandTar().link("any", secret).file("any/key"), "is a link");
    refused(new HandTar().link("", secret).file("key"), "is a link");
    assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isFalse();
    refused(new HandTar().folder("any/").link("any", secret).file("any/key"), "is a folder");

    assertThat(secret).isEmptyDirectory();
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void replacesNoFolder() throws Exception {
    var tars = List.of(new HandTar().folder("any/")
        .file("any/f")
        .folder("any/d/", 0777)
        .link("any/d", secret),
        new HandTar().folder("any/")
            .file("any/f")
            .folder("any/d/", 0777)
            .hardLink("any/d", "any/f"),
        new HandTar().folder("any/").file("any/f").folder("any/d/", 0777).file("any/d"));

    for (var tar : tars) {
      refused(tar, "target/d is a folder");
      assertThat(target.resolve("d")).isEmptyDirectory();
    }
    assertThat(rights(secret)).isEqualTo("rwx------");
  }

  @Test
  void makesNoFolderOfSomethingElse() throws Exception {
    Files.createSymbolicLink(target, secret);
    refused(new HandTar().folder("any/", 0777).file("any/key"), "target is no folder");
    Files.delete(target);
    Files.writeString(target, "kept");
    refused(new HandTar().folder("any/"), "target is no folder");

    assertThat(target).hasContent("kept");
    assertThat(secret).isEmptyDirectory();
    assertThat(rights(secret)).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatWasThereKeepsItsRights() throws Exception {
    Files.createDirectories(target.resolve("old"));
    rights(target, "rwx------");
    rights(target.resolve("old"), "rwx------");

    unpack(new HandTar().folder("./", 0777).folder("./old/", 0777).folder("./new/", 0777));

    assertThat(rights(target)).isEqualTo("rwx------");
    assertThat(rights(target.resolve("old"))).isEqualTo("rwx------");
    assertThat(rights(target.resolve("new"))).isEqualTo("rwxrwxrwx");
  }

  @Test
  void replacesALinkAndNotWhatItLeadsTo() throws Exception {
    var kept = Files.writeString(folder.resolve("kept"), "kept");
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("file"), kept);

    unpack(new HandTar().folder("any/").file("any/file"));

    assertThat(target.resolve("file")).isRegularFile().hasContent("x");
    assertThat(Files.isSymbolicLink(target.resolve("file"))).isFalse();
    assertThat(kept).hasContent("kept");
  }

  @Test
  void replacesNothingThatIsNeitherFileNorLink() throws Exception {
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(target));

      refused(new HandTar().file("log"), "target is neither a file nor a folder");

      assertThat(Files.isRegularFile(target)).isFalse();
      assertThat(target).exists();
    }
  }

  @Test
  void keepsWhatWasThereUntilTheLinkIsMade() throws Exception {
    Files.createDirectory(target);
    Files.writeString(target.resolve("f"), "kept");

    refused(new HandTar().folder("any/").link("any/f", "l".repeat(5000)), "");
    refused(new HandTar().folder("any/").hardLink("any/f", "any/none"), "");
    unpack(new HandTar().folder("any/").hardLink("any/f", "any/f"));

    assertThat(target.resolve("f")).hasContent("kept");
    try (var left = Files.list(target)) {
      assertThat(left).containsExactly(target.resolve("f"));
    }
  }

  @Test
  void takesHardLinks() throws Exception {
    unpack(new HandTar().folder("any/").file("any/f").file("any/g").hardLink("any/g", "any/f"));

    assertThat(Files.isSameFile(target.resolve("f"), target.resolve("g"))).isTrue();
  }

  @Test
  void saysThatANameIsMalformed() throws Exception {
    var name = "n".repeat(150) + "\0n";

    refused(new HandTar().folder("any/").file("any/" + name), "malformed name");
    refused(new HandTar().folder("any/").link("any/f", name), "malformed name");
  }

  @Test
  void readsNoHeaderWithoutAnEnd() throws Exception {
    refused(new HandTar().folder("any/").header(2 << 20).file("any/f"),
        "a header of more than 1048576 bytes");
    unpack(new HandTar().folder("any/").file("any/f").file("any/g"));
  }

  @Test
  void givesNoMoreThanTheUsualRightsAndNoDevices() throws Exception {
    unpack(new HandTar().folder("any/").file("any/file").device("any/device"));

    assertThat(Files.getAttribute(target.resolve("file"), "unix:mode")).isEqualTo(0100755);
    assertThat(target.resolve("device")).doesNotExist();
    assertThat(progress.sum()).endsWith("; left out 1 that are neither files, folders nor links");
  }

  private void refused(HandTar tar, String words) {
    assertThatThrownBy(() -> unpack(tar)).isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }

  private void unpack(HandTar tar) throws IOException {
    new Unpacking(target, progress).from(new ByteArrayInputStream(tar.bytes()));
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
