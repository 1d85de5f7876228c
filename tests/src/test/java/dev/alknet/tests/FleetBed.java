package dev.alknet.tests;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A hub that listens and a worker that dials it and lets it do everything, each in a process of its
/// own.
final class FleetBed implements AutoCloseable {
  /// What a node says when another one is its peer, and not when one is gone.
  static final String MET = "is connected and serves";

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
      var said = start(hub, options.toArray(String[]::new)).awaitLine("{");
      address = new JsonMapper().readTree(said).get("listen").asText();
      workerNode = startWorker(awaited);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// Both run and have met. `rights` is what the worker may on the hub: `--peer` or `--operator`.
  static FleetBed open(Path folder, Provider provider, String rights)
      throws IOException, InterruptedException {
    return new FleetBed(folder, provider, List.of(rights, "KEY"), MET);
  }

  /// Both run and have met, and the script that the hub runs has printed `line`.
  static FleetBed running(Path folder, Path script, String line)
      throws IOException, InterruptedException {
    return new FleetBed(folder, Provider.PROCESS,
        List.of("--peer", "KEY", "--run", script.toString()), MET, line);
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

  /// Starts the worker and returns when both are each other's peer.
  AlkCommand.Running startWorker() throws IOException, InterruptedException {
    return startWorker(MET);
  }

  private AlkCommand.Running startWorker(String... awaited)
      throws IOException, InterruptedException {
    workerNode = start(worker, "--connect", "hub=" + address, "--operator", "hub=" + hubKey());
    hubNode().awaitLines(awaited);
    workerNode.awaitLine(MET);
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

  private AlkCommand.Running start(AlkCommand alk, String... options) throws IOException {
    var words = new ArrayList<>(List.of("--provider", provider.text(), "node", "--json"));
    words.addAll(List.of(options));
    var node = alk.start(words.toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  @Override
  public void close() {
    nodes.forEach(AlkCommand.Running::kill);
  }
}
