package dev.alknet.bench;

import java.util.ArrayList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [EchoBenchmark] in processes of its own, on platform and on virtual threads.
final class JmhRun {
  /// What kind of thread calls.
  private enum Threads {
    VIRTUAL("virtual thread", "-Djmh.executor=VIRTUAL"),
    PLATFORM("platform thread", "-Djmh.executor=PLATFORM");

    private final String text;
    private final String flag;

    Threads(String text, String flag) {
      this.text = text;
      this.flag = flag;
    }
  }

  private JmhRun() {}

  static Comparison run(int seconds) {
    System.err.println("calls from Java, JMH");
    var series = new ArrayList<Series>();
    for (var threads : Threads.values()) {
      var options = new OptionsBuilder()
          .include(EchoBenchmark.class.getName())
          .jvmArgsAppend(threads.flag)
          .verbosity(VerboseMode.SILENT)
          .shouldFailOnError(true)
          .forks(1)
          .warmupIterations(5)
          .warmupTime(TimeValue.seconds(seconds))
          .measurementIterations(5)
          .measurementTime(TimeValue.seconds(seconds))
          .build();
      try {
        for (var result : new Runner(options).run()) {
          var name = result.getParams().getParam("operation") + ", " + threads.text;
          series.add(new Series(name, result.getAggregatedResult()
              .getIterationResults()
              .stream()
              .map(iteration -> iteration.getPrimaryResult().getScore())
              .toList()));
        }
      } catch (RunnerException e) {
        throw new IllegalStateException(e);
      }
    }
    return new Comparison("Env.invoke from Java, JMH", "µs per call", series);
  }
}
