package dev.alknet.bench.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The containers that are measured; made with Docker's command line, and removed at the end.
final class Bed implements AutoCloseable {
  static final String IMAGE = "alk/busybox:latest";

  private final DockerCli docker = new DockerCli();
  private final List<String> containers = new ArrayList<>();

  /// A container that runs a shell script, with options of `docker create`.
  String run(String script, String... options) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("create"));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of(IMAGE, "sh", "-c", script));
    var id = docker.say(words.toArray(String[]::new));
    containers.add(id);
    docker.say("start", id);
    return id;
  }

  /// A container that ran a shell script to its end.
  String ran(String script) throws IOException, InterruptedException {
    var id = run(script);
    docker.say("wait", id);
    return id;
  }

  /// Containers that were never started.
  void create(int count) throws IOException, InterruptedException {
    for (var i = 0; i < count; i++) {
      containers.add(docker.say("create", IMAGE, "true"));
    }
  }

  /// Ends the program of a running container from outside, at once.
  void kill(String id) throws IOException, InterruptedException {
    var pid = Long.parseLong(docker.say("inspect", "--format", "{{.State.Pid}}", id));
    if (!ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
      throw new IOException("the container's processes are not on this machine, or not ours");
    }
  }

  @Override
  public void close() throws IOException {
    if (containers.isEmpty()) {
      return;
    }
    var words = new ArrayList<>(List.of("rm", "--force"));
    words.addAll(containers);
    try {
      docker.say(words.toArray(String[]::new));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: some of %s are left".formatted(containers), e);
    }
  }
}
