package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.worker.WorkerLauncher;
import dev.alknet.stdlib.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;

/// Starts workers for scripts of third parties, each in a container of its own that has nothing: no
/// network, no capabilities, an empty image, and of this machine the JVM and its jars to read.
///
/// The files come from this machine, so the daemon has to be here too. docs/sandbox.md says what
/// this holds.
public final class ContainerLauncher implements WorkerLauncher {
  private static final String IMAGE = "alk/nothing";
  private static final String NOBODY = "65534:65534";
  private static final int PROCESSES = 128;
  private static final int EMPTY_TAR = 1024;

  private final Daemon daemon;
  private final Labels labels;

  /// Connects to nothing.
  public ContainerLauncher(DockerHost host, Labels labels) {
    daemon = new Daemon(host);
    this.labels = labels;
  }

  @Override
  public Process start(Program program) throws IOException, InterruptedException {
    if (!"unix".equals(daemon.host().getScheme())) {
      throw new IOException("the Docker daemon has to be on this machine, which %s is not"
          .formatted(daemon.host()));
    }
    try {
      requireImage();
      var id = daemon.ask(EngineRequest.post("/containers/create", plan(program)))
          .path("Id")
          .asText();
      try {
        return started(id);
      } catch (IOException | InterruptedException | RuntimeException e) {
        ContainerProcess.remove(daemon, id);
        throw e;
      }
    } catch (DaemonRefusal e) {
      throw new IOException("the Docker daemon refuses it (" + e.getMessage() + ")", e);
    } catch (ConnectException e) {
      throw new IOException("no Docker daemon answers at " + daemon.host(), e);
    }
  }

  @Override
  public boolean isolates() {
    return true;
  }

  private Process started(String id) throws IOException, InterruptedException {
    var exit = ExitWatch.open(daemon, daemon.ask(EngineRequest.get(Paths.container(id, "json"))));
    try {
      var pipe = daemon.open(EngineRequest.session(Target.of(Paths.container(id, "attach"))
          .with("stream", "1")
          .with("stdin", "1")
          .with("stdout", "1")
          .with("stderr", "1")
          .toString()));
      daemon.ask(EngineRequest.post(Paths.container(id, "start")));
      return ContainerProcess.over(daemon, id, pipe, exit);
    } catch (IOException | InterruptedException | RuntimeException e) {
      exit.close();
      throw e;
    }
  }

  /// The image has nothing in it.
  private void requireImage() throws IOException, InterruptedException {
    try {
      daemon.ask(EngineRequest.get("/images/" + IMAGE + "/json"));
    } catch (DaemonRefusal e) {
      if (e.status() != 404) {
        throw e;
      }
      try (var exchange = daemon.open(EngineRequest.postTar(
          "/images/create?fromSrc=-&tag=latest&repo=" + Paths.encoded(IMAGE),
          new ByteArrayInputStream(new byte[EMPTY_TAR])))) {
        ProgressItems.read(exchange, _ -> {});
      }
    }
  }

  private ObjectNode plan(Program program) throws IOException {
    var plan = Json.object()
        .put("Image", IMAGE)
        .put("User", NOBODY)
        .put("OpenStdin", true)
        .put("StdinOnce", true)
        .put("AttachStdin", true)
        .put("AttachStdout", true)
        .put("AttachStderr", true)
        .put("NetworkDisabled", true);
    program.words().forEach(plan.putArray("Cmd")::add);
    plan.putArray("Env").add("LC_ALL=C.UTF-8");
    plan.putObject("Labels").put(labels.prefix() + ".wall", "third-party");
    plan.set("HostConfig", walls(program));
    return plan;
  }

  private static JsonNode walls(Program program) throws IOException {
    var walls = Json.object()
        .put("NetworkMode", "none")
        .put("IpcMode", "none")
        .put("ReadonlyRootfs", true)
        .put("Memory", program.memory())
        .put("MemorySwap", program.memory())
        .put("PidsLimit", PROCESSES)
        .put("AutoRemove", true);
    walls.putArray("CapDrop").add("ALL");
    walls.putArray("SecurityOpt").add("no-new-privileges");
    walls.putObject("LogConfig").put("Type", "none");
    var mounts = walls.putArray("Mounts");
    program.files().forEach(file -> mount(mounts, file, file));
    MappedLibraries.find().forEach((place, file) -> mount(mounts, place, file));
    return walls;
  }

  private static void mount(ArrayNode mounts, Path place, Path file) {
    mounts.addObject()
        .put("Type", "bind")
        .put("Source", file.toString())
        .put("Target", place.toString())
        .put("ReadOnly", true);
  }
}
