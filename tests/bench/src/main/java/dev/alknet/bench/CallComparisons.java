package dev.alknet.bench;

import dev.alknet.runtime.node.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A trivial operation called from a script, from Java, and an async function in Node.js.
final class CallComparisons {
  private CallComparisons() {}

  static List<Comparison> run(Path scripts, Effort effort)
      throws IOException, InterruptedException {
    try (var node = Node.open(List.of(new EchoFamily()));
        var script = new SessionCaller(node, scripts);
        var nodeJs = new NodeJsCaller(scripts)) {
      System.err.println(node.engine().optimizing()
          ? "the script engine compiles"
          : "the script engine interprets");
      var callers = List.of(script, new JavaCaller(node), nodeJs);
      var comparisons = new ArrayList<Comparison>();
      for (var work : Work.values()) {
        System.err.println("calls, " + work.text());
        var contenders = callers.stream().map(caller -> new CallContender(caller, work)).toList();
        for (var contender : contenders) {
          contender.warmUp(effort.warmUp(), effort.batch());
        }
        comparisons.add(Comparison.run(title(work), "µs per call", contenders, effort.rounds()));
      }
      return comparisons;
    }
  }

  private static String title(Work work) {
    return switch (work) {
      case SEQUENTIAL -> "a trivial call, one after the other";
      case CONCURRENT -> "a trivial call, " + Work.AT_ONCE + " at once";
    };
  }
}
