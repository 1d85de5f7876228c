package dev.alknet.stdlib.docker;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// The daemon that live tests use, and the containers they leave behind on it.
///
/// It is the one of the system property `alknet.docker`, else of the environment's `DOCKER_HOST`.
/// When it does not answer the tests skip; with `ALKNET_REQUIRE_DOCKER=1` they fail instead.
final class LiveDaemon implements AutoCloseable {
  static final String IMAGE = "alk/busybox:latest";

  private final Daemon daemon;
  private final Desk desk;
  private final List<String> containers = new ArrayList<>();

  private LiveDaemon(DockerHost host) {
    this.daemon = new Daemon(host);
    this.desk = new Desk(host);
  }

  static LiveDaemon find() {
    var host = where();
    var live = new LiveDaemon(host);
    if (!live.answers()) {
      var message =
          "no Docker daemon answers at " + host.address() + "; start one with tests/docker/up";
      if ("1".equals(System.getenv("ALKNET_REQUIRE_DOCKER"))) {
        throw new AssertionError(message);
      }
      abort(message);
    }
    return live;
  }

  /// Where it is.
  static DockerHost where() {
    var environment = new HashMap<>(System.getenv());
    var property = System.getProperty("alknet.docker");
    if (property != null) {
      environment.put("DOCKER_HOST", property);
    }
    return DockerHost.locate(environment);
  }

  private boolean answers() {
    try {
      daemon.version();
      return true;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  URI host() {
    return daemon.host();
  }

  Desk desk() {
    return desk;
  }

  /// A new container that runs this shell script, not started.
  String create(String script) throws InterruptedException {
    var input = Json.object().put("image", IMAGE);
    input.putArray("command").add("sh").add("-c").add(script);
    return create(input);
  }

  String create(JsonNode input) throws InterruptedException {
    var id = desk.invoke("docker/container/create", input.toString()).path("id").asText();
    containers.add(id);
    return id;
  }

  /// A container as the daemon itself is told to make it.
  String createRaw(JsonNode body) throws IOException, InterruptedException {
    var id = daemon.ask(EngineRequest.post("/containers/create", body)).path("Id").asText();
    containers.add(id);
    return id;
  }

  /// A container that runs this shell script.
  String run(String script) throws InterruptedException {
    var id = create(script);
    desk.invoke("docker/container/start", named(id));
    return id;
  }

  /// A container that ran this shell script to its end.
  String ran(String script) throws InterruptedException {
    var id = run(script);
    await(id);
    return id;
  }

  /// The exit code of a container.
  int await(String id) throws InterruptedException {
    return desk.invoke("docker/container/wait", named(id)).path("exitCode").asInt();
  }

  /// The lines that a container has written so far.
  List<String> log(String id) throws InterruptedException {
    return desk.texts("docker/container/logs", named(id));
  }

  /// The command lines of the processes of a container.
  List<String> programs(String id) throws InterruptedException {
    var top = desk.invoke("docker/container/top",
        "{\"containerId\": \"%s\", \"columns\": [\"args\"]}".formatted(id));
    var programs = new ArrayList<String>();
    top.path("Processes").forEach(process -> programs.add(process.path(1).asText()));
    return programs;
  }

  /// Whether the processes of a running container are processes of this machine.
  boolean onThisMachine(String id) throws InterruptedException {
    var pid = desk.invoke("docker/container/inspect", named(id)).path("State").path("Pid").asLong();
    return !new HostProcesses(id).inside(pid).isEmpty();
  }

  void removeImage(String name) throws IOException, InterruptedException {
    daemon.ask(EngineRequest.delete("/images/" + name));
  }

  static String named(String id) {
    return "{\"containerId\": \"%s\"}".formatted(id);
  }

  static String followed(String id) {
    return "{\"containerId\": \"%s\", \"follow\": true}".formatted(id);
  }

  /// Removes every container that was made through this.
  @Override
  public void close() {
    for (var id : containers) {
      try {
        desk.invoke("docker/container/remove",
            "{\"containerId\": \"%s\", \"force\": true}".formatted(id));
      } catch (CallException e) {
        if (!e.error().code().equals("CONTAINER_NOT_FOUND")) {
          throw e;
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
