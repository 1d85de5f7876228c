package dev.alknet.bench.docker;

import dev.alknet.bench.Machine;
import dev.alknet.bench.Report;
import dev.alknet.bench.Spread;
import dev.alknet.stdlib.docker.DockerHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The program: `DockerBench ROOT JAVA_HOME [--quick]`, with a daemon at `DOCKER_HOST` that has the
/// image `alk/busybox:latest` and runs on this machine. Prints tables on standard output and writes
/// `tests/bench/target/results.json`, section "docker".
///
/// The first row is a node in this process, the second one the same through another process over
/// QUIC: what the hop costs is their ratio. The third row is Docker's command line.
public final class DockerBench {
  private DockerBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var root = Path.of(args[0]);
    var target = root.resolve("tests/bench/target");
    var options = List.of(args).subList(2, args.length);
    var amount = options.contains("--quick") ? Amount.QUICK : Amount.FULL;
    var host = DockerHost.locate(System.getenv());

    var machine = Machine.here();
    try (var here = new HereAsker(host);
        var peer = PeerAsker.start(root, target.resolve("docker"));
        var bed = new Bed()) {
      var tools = List.of(new OperationTool("alknet", here),
          new OperationTool("alknet, through a second node", peer), new DockerCli());
      var report = new Report(machine, new Measurements(tools, bed, amount).all(), Spread.ALL);
      System.out.print(report.text());
      report.write(target.resolve("results.json"), "docker");
    }
  }
}
