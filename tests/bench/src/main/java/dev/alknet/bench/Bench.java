package dev.alknet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program: `Bench ROOT JAVA_HOME [--quick] [--starts | --calls]`. Prints tables on standard
/// output, progress on standard error, and writes `tests/bench/target/results.json`, section "process".
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var root = Path.of(args[0]);
    var javaHome = Path.of(args[1]);
    var options = List.of(args).subList(2, args.length);
    var effort = options.contains("--quick") ? Effort.QUICK : Effort.FULL;
    var bench = root.resolve("tests/bench");

    var machine = Machine.here();
    var comparisons = new ArrayList<Comparison>();
    if (!options.contains("--calls")) {
      comparisons.add(new StartComparison(root, javaHome, bench.resolve("target/quick.flags"))
          .run(effort.starts()));
    }
    if (!options.contains("--starts")) {
      comparisons.addAll(CallComparisons.run(bench.resolve("scripts"), effort));
      comparisons.add(JmhRun.run(effort.jmh()));
    }

    var report = new Report(machine, comparisons, Spread.MIDDLE_HALF);
    System.out.print(report.text());
    report.write(bench.resolve("target/results.json"), "process");
  }
}
