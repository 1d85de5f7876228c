package dev.alknet.bench.wire;

import dev.alknet.bench.Comparison;
import dev.alknet.bench.Machine;
import dev.alknet.bench.Report;
import dev.alknet.bench.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program: `WireBench ROOT JAVA_HOME [--quick]`. Prints tables on standard output, progress on
/// standard error, and writes `tests/bench/target/results.json`, section "wire".
public final class WireBench {
  private final Launch launch;
  private final WireEffort effort;

  private WireBench(Launch launch, WireEffort effort) {
    this.launch = launch;
    this.effort = effort;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var target = Path.of(args[0]).resolve("tests/bench/target");
    var javaHome = Path.of(args[1]);
    var quick = List.of(args).subList(2, args.length).contains("--quick");

    var machine = Machine.here();
    var keys = target.resolve("wire");
    Identity.make(keys, javaHome);
    var launch = new Launch(javaHome, target.resolve("steady.flags"), keys);
    var bench = new WireBench(launch, quick ? WireEffort.QUICK : WireEffort.FULL);
    var report = new Report(machine, bench.run(), Spread.ALL);
    System.out.print(report.text());
    report.write(target.resolve("results.json"), "wire");
  }

  private List<Comparison> run() throws IOException {
    var comparisons = new ArrayList<Comparison>();
    for (var kind : Workload.kinds()) {
      comparisons.addAll(run(kind));
    }
    return comparisons;
  }

  /// The contenders' processes live as long as workloads of one kind last. Should one of them fail,
  /// the others end with this process.
  private List<Comparison> run(List<Workload> kind) throws IOException {
    var pairs = new ArrayList<Pair>();
    for (var contender : Contenders.ALL) {
      if (contender.takes(kind.getFirst())) {
        pairs.add(Pair.open(contender, launch));
      }
    }
    var comparisons = new ArrayList<Comparison>();
    for (var workload : kind) {
      comparisons.addAll(new WireComparison(workload, effort).run(pairs));
    }
    for (var pair : pairs) {
      pair.close();
    }
    return comparisons;
  }
}
