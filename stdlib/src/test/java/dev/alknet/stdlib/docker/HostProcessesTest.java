package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProcessesTest {
  @TempDir
  Path proc;

  @BeforeEach
  void oneOfTheContainerAndOneOfAnother() throws IOException {
    process(100, "0::/docker/abc\n", "NSpid:\t100\t7\n");
    process(200, "0::/docker/other\n", "NSpid:\t200\t8\n");
  }

  @Test
  void knowsTheNumberInsideTheContainer() {
    assertThat(new HostProcesses(proc, "abc").inside(100)).isEqualTo("7");
  }

  @Test
  void knowsNothingOfProcessesThatTheContainerDoesNotHave() {
    assertThat(new HostProcesses(proc, "abc").inside(200)).isEmpty();
    assertThat(new HostProcesses(proc, "abc").inside(300)).isEmpty();
  }

  @Test
  void killsNothingThatTheContainerDoesNotHave() {
    assertThat(new HostProcesses(proc, "abc").kill(200)).isFalse();
    assertThat(new HostProcesses(proc, "abc").kill(300)).isFalse();
  }

  private void process(long pid, String cgroup, String status) throws IOException {
    var folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
    Files.writeString(folder.resolve("cgroup"), cgroup);
    Files.writeString(folder.resolve("status"), "Name:\tsleep\n" + status);
    Files.writeString(folder.resolve("stat"), "%1$d (sleep) S 1 %1$d %1$d 0".formatted(pid));
  }
}
