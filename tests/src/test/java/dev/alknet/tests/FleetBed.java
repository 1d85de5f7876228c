package dev.alknet.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A hub that listens and a worker that dials it and lets it do everything, each in a process of its
/// own.
final class FleetBed implements AutoCloseable {
  private final AlkCommand hub;
  private final AlkCommand worker;
  private final NodeKey workerKey;
  private final Provider provider;
  private final List<AlkCommand.Running> nodes = new ArrayList<>();
  private final String address;
  private AlkCommand.Running workerNode;

  private FleetBed(Path folder, Provider provider, List<String> hubOptions, String... awaited)
      throws IOException, InterruptedException {
    this.provider = provider;
    hub = new AlkCommand(folder.resolve("hub"));
    worker = new AlkCommand(folder.resolve("worker"));
    workerKey = NodeKey.loadOrCreate(folder.resolve("worker/node.key"));
    try {
      var options = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
      options.addAll(hubOptions);
      options.set(options.indexOf("KEY"), "worker-1=" + workerKey.fingerprint());
      address = start(hub, options.toArray(String[]::new)).get("listen").asText();
      workerNode = startWorker(awaited);
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Both run and have met. `rights` is what the worker may on the hub: `--peer` or `--operator`.
  static FleetBed open(Path folder, Provider provider, String rights)
      throws IOException, InterruptedException {
    return new FleetBed(folder, provider, List.of(rights, "KEY"), "worker-1 at");
  }

  /// Both run and have met, and the script that the hub runs has printed `line`.
  static FleetBed running(Path folder, Path script, String line)
      throws IOException, InterruptedException {
    return new FleetBed(folder, Provider.PROCESS,
        List.of("--peer", "KEY", "--run", script.toString()), "worker-1 at", line);
  }

  /// A command on the hub.
  AlkCommand hub() {
    return hub;
  }

  /// A command on the worker.
  AlkCommand worker() {
    return worker;
  }

  /// Where the hub is reached.
  String address() {
    return address;
  }

  AlkCommand.Running hubNode() {
    return nodes.getFirst();
  }

  AlkCommand.Running workerNode() {
    return workerNode;
  }

  /// Starts the worker and returns when it is connected.
  AlkCommand.Running startWorker() throws IOException, InterruptedException {
    return startWorker("worker-1 at");
  }

  private AlkCommand.Running startWorker(String... awaited)
      throws IOException, InterruptedException {
    start(worker, "--connect", "hub=" + address, "--operator", "hub=" + hubKey());
    workerNode = nodes.getLast();
    hubNode().awaitLines(awaited);
    return workerNode;
  }

  /// A process of the worker whose command line ends like this, once there is one.
  ProcessHandle awaitWorkerProcess(String end) throws InterruptedException {
    while (true) {
      var found = workerNode.descendants()
          .filter(process -> process.info().commandLine().orElse("").endsWith(end))
          .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("no process ends with " + end);
      }
      Thread.onSpinWait();
    }
  }

  String hubKey() {
    return address.substring(address.indexOf('/') + 1);
  }

  private JsonNode start(AlkCommand alk, String... options)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("--provider", provider.text(), "node", "--json"));
    words.addAll(List.of(options));
    var node = alk.start(words.toArray(String[]::new));
    nodes.add(node);
    return new JsonMapper().readTree(node.awaitLine("{"));
  }

  @Override
  public void close() {
    nodes.forEach(AlkCommand.Running::kill);
  }
}
