package dev.alknet.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a worker's process can still do when its code has got out of the engine. Needs a kernel with
/// Landlock and seccomp, as every one since 5.13 can have.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LinuxWallTest {
  @TempDir
  private Path folder = Path.of("");

  @Test
  void leavesAWorkerNoNetworkNoFilesAndNoPrograms() throws IOException, InterruptedException {
    var secret = Files.writeString(folder.resolve("secret"), "s3cret");
    String said;
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var process = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
          ProbeMain.class.getName(), secret.toString(),
          String.valueOf(listening.getLocalPort()),
          String.valueOf(ProcessHandle.current().pid())).start();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    }

    assertThat(said.lines()).containsExactly("before works: s3cret",
        "holds Holds[processes=true, files=true]", "read refused", "list refused",
        "write refused", "delete refused", "tcp refused", "listen refused", "udp refused",
        "program refused", "copy refused", "signal refused", "own signal works: 0",
        "thread refused", "classes works: java.util.logging.LogManager");
    assertThat(secret).exists();
  }
}
