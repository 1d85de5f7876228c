package dev.alknet.bench.access;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The program: `AccessBench ROOT JAVA_HOME [--quick]`. Prints how long a decision takes, and fails
/// when one in a hundred takes longer than 5 µs.
public final class AccessBench {
  private static final double LIMIT = 5;

  private AccessBench() {}

  public static void main(String[] args) throws IOException, RunnerException {
    var seconds = TimeValue.seconds(List.of(args).contains("--quick") ? 1 : 5);
    var options = new OptionsBuilder()
        .include(AccessBenchmark.class.getName())
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .forks(1)
        .warmupIterations(5)
        .warmupTime(seconds)
        .measurementIterations(5)
        .measurementTime(seconds)
        .build();
    var times = new Runner(options).runSingle().getPrimaryResult().getStatistics();
    for (var percentile : new double[]{50, 90, 99, 99.9}) {
      System.out.printf(Locale.ROOT, "p%-5s %7.3f µs%n",
          percentile == 99.9 ? "99.9" : String.valueOf((int) percentile),
          times.getPercentile(percentile));
    }
    System.out.printf(Locale.ROOT, "%d decisions sampled, mean %.3f µs%n", times.getN(),
        times.getMean());
    if (times.getPercentile(99) > LIMIT) {
      System.err.println("the access check is too slow: p99 is above " + LIMIT + " µs");
      System.exit(1);
    }
  }
}
