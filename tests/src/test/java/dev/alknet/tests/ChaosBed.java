package dev.alknet.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.node.ConnectedNode;
import dev.alknet.runtime.node.Node;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.ProviderChoice;
import dev.alknet.stdlib.Stdlib;
import dev.alknet.stdlib.StdlibOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A node in a process of its own over an engine of its own, with a socket between the two whose
/// connections break at random bytes. The node and the engine can be killed, and come back.
///
/// What is `direct` goes to the engine past the node and the socket.
final class ChaosBed implements AutoCloseable {
  static final JsonMapper MAPPER = new JsonMapper();
  /// What the names of the containers that execs run in begin with.
  static final String HOST = "alk-chaos-host";
  private static final List<String> KEEPS_RUNNING = List.of("tail", "-f", "/dev/null");

  private final AlkCommand alk;
  private final Path home;
  private final OwnEngine engine;
  private final SocketProxy proxy;
  private final Node direct;
  private AlkCommand.Running process;
  private Node node;
  private int hosts;
  private int nodeKills;
  private int engineKills;

  ChaosBed(Path folder, long seed) throws IOException, InterruptedException {
    var random = new Random(seed);
    engine = OwnEngine.start(folder.resolve("docker"));
    proxy = SocketProxy.open(folder.resolve("cut.sock"), engine.socket(),
        () -> random.nextInt(4) > 0 ? Long.MAX_VALUE : random.nextInt(1, 6000));
    home = folder.resolve("home");
    alk = new AlkCommand(home).dockerHost("unix://" + proxy.path());
    direct = Node.open(Stdlib.families(
        new StdlibOptions(ProviderChoice.parse("docker"), folder.resolve("work"),
            Map.of("DOCKER_HOST", "unix://" + engine.socket()), OwnershipStore.KEEPS_NOTHING,
            Labels.USUAL)));
    process = alk.start("--provider", "docker", "node", "--json");
    node = connect();
    makeHost();
  }

  /// The node's operations, for another root call; waits while the node is being started.
  synchronized Env env() {
    return node.operatorEnv(root());
  }

  /// The engine's, past everything that breaks. An engine that is being started is waited for.
  JsonNode direct(String operation, JsonNode input) throws InterruptedException {
    while (true) {
      try {
        return direct.operatorEnv(root()).invoke(operation, input);
      } catch (CallException e) {
        if (!e.error().code().equals("DOCKER_UNAVAILABLE")) {
          throw e;
        }
      }
      awaitEngine();
    }
  }

  /// The container that execs run in, and it runs. One that the engine, killed in the middle of a
  /// start, refuses for good (`task already exists`) stays where it is, and another takes its place.
  String runningHost() throws InterruptedException {
    synchronized (direct) {
      while (true) {
        try {
          direct("docker/container/start", inputOf(host()));
          return host();
        } catch (CallException e) {
          if (!e.error().code().equals("DOCKER_ERROR")) {
            throw e;
          }
          makeHost();
        }
      }
    }
  }

  /// Kills the node's process and starts another one in the same home.
  synchronized void killNode() throws IOException, InterruptedException {
    process.kill();
    process.result();
    node.close();
    process = alk.start("--provider", "docker", "node", "--json");
    node = connect();
    nodeKills++;
  }

  /// Kills the engine and starts it again; containers go on where `keeping`.
  synchronized void killEngine(boolean keeping) throws IOException, InterruptedException {
    engine.kill();
    engine.start(keeping);
    engineKills++;
  }

  /// How often the engine was killed so far.
  synchronized int engineKills() {
    return engineKills;
  }

  synchronized int nodeKills() {
    return nodeKills;
  }

  /// The names of all containers.
  List<String> containers() throws InterruptedException {
    var names = new ArrayList<String>();
    direct("docker/container/list", MAPPER.createObjectNode().put("all", true))
        .forEach(one -> names.add(one.path("Names").path(0).asText()));
    return names;
  }

  /// What still runs in the container for execs besides its own program; one that was replaced cannot
  /// run.
  List<String> processesInHost() throws InterruptedException {
    var input = inputOf(runningHost());
    input.putArray("columns").add("args");
    var others = new ArrayList<String>();
    direct("docker/container/top", input).path("Processes").forEach(process -> {
      var line = process.path(1).asText();
      if (!line.endsWith(String.join(" ", KEEPS_RUNNING))) {
        others.add(line);
      }
    });
    return others;
  }

  /// The journals of what runs in containers, but for one: that of the node that lives.
  List<String> journalsOfTheDead() throws IOException {
    var folder = home.resolve("work/docker-exec");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.skip(1).map(Path::toString).toList();
    }
  }

  @Override
  public void close() throws IOException {
    process.kill();
    node.close();
    direct.close();
    proxy.close();
    engine.close();
  }

  /// Whoever holds the lock starts it.
  private synchronized void awaitEngine() {}

  private void makeHost() throws InterruptedException {
    hosts++;
    direct("docker/container/create",
        container(KEEPS_RUNNING).put("name", host()).put("init", true));
  }

  private String host() {
    return HOST + "-" + hosts;
  }

  private Node connect() throws IOException, InterruptedException {
    process.awaitLine("{");
    return ConnectedNode.at(home.resolve("node.sock"), null);
  }

  private static Call root() {
    return Call.root(CallId.random(), Deadline.NONE);
  }

  static ObjectNode container(List<String> command) {
    var input = MAPPER.createObjectNode().put("image", "alk/busybox:latest");
    command.forEach(input.putArray("command")::add);
    input.putArray("networks").add("none");
    return input;
  }

  static ObjectNode shell(String container, String script) {
    var input = inputOf(container);
    input.putArray("cmd").add("sh").add("-c").add(script);
    return input;
  }

  static ObjectNode inputOf(String id) {
    return MAPPER.createObjectNode().put("containerId", id);
  }
}
