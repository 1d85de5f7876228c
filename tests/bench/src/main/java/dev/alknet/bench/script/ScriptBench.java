package dev.alknet.bench.script;

import dev.alknet.bench.Comparison;
import dev.alknet.bench.EchoFamily;
import dev.alknet.bench.Machine;
import dev.alknet.bench.Report;
import dev.alknet.bench.Spread;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.script.Origin;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Stdlib;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The program: `ScriptBench ROOT JAVA_HOME [--quick]`. Prints tables and writes
/// `tests/bench/target/results.json`, section "script".
public final class ScriptBench {
  private static final List<String> PROGRAMS =
      List.of("bodies", "scheduler", "json", "patterns", "groups");
  private static final int SESSIONS = 50;

  private ScriptBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var bench = Path.of(args[0]).resolve("tests/bench");
    var quick = List.of(args).contains("--quick");
    var cpu = bench.resolve("scripts/cpu");
    var comparisons = new ArrayList<Comparison>();
    var machine = Machine.here();
    try (var node = Node.openForPeers(List.of(new EchoFamily()), withContainers())) {
      comparisons.add(sessions(node, cpu, quick ? 5 : 20));
      comparisons.add(calls(node, bench.resolve("scripts"), quick ? 5 : 15));
    }
    System.out.print(new Report(machine, comparisons, Spread.MIDDLE_HALF).text());
    new Report(machine, comparisons, Spread.MIDDLE_HALF).write(bench.resolve("target/results.json"),
        "script");
    computing(cpu, quick ? 6 : 40);
    memory(bench.resolve("scripts"));
  }

  private static Comparison sessions(Node node, Path scripts, int rounds)
      throws IOException, InterruptedException {
    try (var context = new NodeJsContexts(scripts)) {
      var contenders = List.of(context, new FreshSession("a new session in process", node,
          Origin.OPERATOR, scripts), new FreshSession("a new session in a waiting worker", node,
              Origin.UNTRUSTED, scripts));
      for (var contender : contenders) {
        for (var n = 0; n < 3; n++) {
          contender.measure();
        }
      }
      return Comparison.run("a session and its first line", "ms", contenders, rounds);
    }
  }

  /// Scripts of third parties run on the daemon that `DOCKER_HOST` names.
  private static NodeSupplies withContainers() {
    var none = NodeSupplies.NONE;
    return new NodeSupplies(none.ownership(), none.grants(), none.identities(), none.log(),
        none.sessions(), Stdlib.thirdPartyWall(System.getenv(), Labels.USUAL));
  }

  private static Comparison calls(Node node, Path scripts, int rounds)
      throws IOException, InterruptedException {
    var walls = new ArrayList<SessionCalls>();
    try {
      walls.add(new SessionCalls("in process", node, Origin.OPERATOR, scripts));
      walls.add(new SessionCalls("in a worker", node, Origin.UNTRUSTED, scripts));
      inContainer(node, scripts).ifPresent(walls::add);
      for (var calls : walls) {
        calls.warmUp();
      }
      return Comparison.run("await env.invoke, one after the other", "µs", walls, rounds);
    } finally {
      walls.forEach(SessionCalls::close);
    }
  }

  /// Absent, with a line that says why, where there is no container to be had.
  private static Optional<SessionCalls> inContainer(Node node, Path scripts)
      throws InterruptedException {
    try {
      return Optional.of(new SessionCalls("in a container", node, Origin.THIRD_PARTY, scripts));
    } catch (IOException e) {
      System.out.println("calls from a container are not measured: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void computing(Path scripts, int seconds)
      throws IOException, InterruptedException {
    System.out.printf(Locale.ROOT, "%n| program | first, ms: Node.js | in process | worker "
        + "| steady, ms: Node.js | in process | worker | in process / Node.js | worker / Node.js |%n"
        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|%n");
    for (var program : PROGRAMS) {
      var plain = Computing.inNodeJs(scripts, program, Math.min(seconds, 6));
      var here = Computing.inSession(scripts, program, seconds, Origin.OPERATOR);
      var worker = Computing.inSession(scripts, program, seconds, Origin.UNTRUSTED);
      System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f | %.1f |%n",
          program, plain.first(), here.first(), worker.first(), plain.steady(), here.steady(),
          worker.steady(), here.steady() / plain.steady(), worker.steady() / plain.steady());
    }
  }

  private static void memory(Path scripts) throws IOException, InterruptedException {
    try (var node = Node.openForPeers(List.of(new EchoFamily()))) {
      System.out.printf(Locale.ROOT, "%nan idle session in process holds %.0f KiB of heap%n",
          IdleMemory.inProcess(node, scripts, SESSIONS) / 1024.0);
      System.out.printf(Locale.ROOT, "an idle worker holds %.0f MiB%n",
          IdleMemory.ofWorker(node, scripts) / 1024.0);
    }
  }
}
