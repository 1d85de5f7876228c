package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A Docker daemon of the test's own, which can be killed and started again. That needs root.
final class OwnEngine implements AutoCloseable {
  private final Path folder;

  private OwnEngine(Path folder) {
    this.folder = folder;
  }

  /// Starts one, or skips the test where that is not possible.
  static OwnEngine start(Path folder) throws IOException, InterruptedException {
    Provider.DOCKER.require();
    assumeTrue("root".equals(System.getProperty("user.name")), "starting a daemon needs root");
    var engine = new OwnEngine(folder);
    engine.start(true);
    return engine;
  }

  Path socket() {
    return folder.resolve("docker.sock");
  }

  /// Ends the daemon at once, and returns when it is gone. Containers and their shims live.
  ///
  /// With it goes its containerd, whose number it leaves in a file: where nobody reaps the dead, the
  /// next daemon would take that one for alive.
  void kill() throws IOException {
    var daemon = process(folder.resolve("pid")).orElseThrow();
    daemon.destroyForcibly();
    daemon.onExit().join();
    var containerd = folder.resolve("exec/containerd/containerd.pid");
    process(containerd).ifPresent(ProcessHandle::destroyForcibly);
    Files.delete(containerd);
  }

  private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
  }

  /// Starts the daemon; `keeping` says whether containers that still run may go on, else they are
  /// killed now.
  void start(boolean keeping) throws IOException, InterruptedException {
    run("up", keeping ? "--live-restore" : "");
  }

  @Override
  public void close() throws IOException {
    try {
      run("down", "");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String script, String options) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(
        AlkCommand.script("../tests/docker/" + script).normalize().toString());
    builder.environment().put("ALKNET_DOCKER_DIR", folder.toString());
    builder.environment().put("ALKNET_DOCKER_OWN", "1");
    builder.environment().put("ALKNET_DOCKER_OPTIONS", options);
    var log = folder.resolveSibling("docker-" + script + ".log");
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    var code = builder.start().waitFor();
    assertThat(code).as(() -> text(log)).isZero();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
