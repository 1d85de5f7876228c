package dev.alknet.stdlib.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LogFolderTest {
  @TempDir
  Path shared;

  @Test
  void deletesTheFoldersOfDeadNodesOnFirstUse() throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    var left = made(dead.pid() + "-012abc");
    var living = made(ProcessHandle.current().pid() + "-012abc");
    var other = made(dead.pid() + "-other");
    var folder = new LogFolder(shared);

    assertThat(left).isDirectory();
    var file = folder.file("process-1.log");

    assertThat(left).doesNotExist();
    assertThat(living).isDirectory();
    assertThat(other).isDirectory();
    assertThat(file.getParent()).isDirectory().hasParentRaw(shared);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void takesOnlyItsOwnFilesAway() throws Exception {
    var one = new LogFolder(shared.resolve("logs"));
    var two = new LogFolder(shared.resolve("logs"));
    Files.createFile(one.file("process-1.log"));
    var kept = Files.createFile(two.file("process-1.log"));

    one.close();
    assertThat(kept).exists();
    two.close();

    assertThat(shared).isEmptyDirectory();
  }

  private Path made(String name) throws Exception {
    var folder = Files.createDirectory(shared.resolve(name));
    Files.createFile(folder.resolve("process-1.log"));
    return folder;
  }
}
