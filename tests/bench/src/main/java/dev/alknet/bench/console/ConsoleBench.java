package dev.alknet.bench.console;

import dev.alknet.bench.Machine;
import dev.alknet.bench.Report;
import dev.alknet.bench.Series;
import dev.alknet.bench.Spread;
import dev.alknet.repl.shell.CompletionProbe;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program: `ConsoleBench ROOT JAVA_HOME [--quick] [--mongosh=PROGRAM]`. Prints a line for each thing somebody
/// waits for, and tables of starts.
public final class ConsoleBench {
  private static final String MONGOSH = "--mongosh=";

  private ConsoleBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var root = Path.of(args[0]);
    var target = root.resolve("tests/bench/target");
    var options = List.of(args).subList(2, args.length);
    var quick = options.contains("--quick");
    var mongosh = options.stream()
        .filter(option -> option.startsWith(MONGOSH))
        .map(option -> Path.of(option.substring(MONGOSH.length())))
        .findFirst();
    var machine = Machine.here();

    var waits = new ArrayList<Latency>();
    waits.add(new Latency(new Series("Tab, 10,000 operations, 100 peers",
        CompletionProbe.millis(Files.createDirectories(target.resolve("home")),
            quick ? 1000 : 10_000)), 10));
    try (var worker = Worker.open(root, target.resolve("console"))) {
      waits.addAll(new Interruptions(worker.shell()).run(quick ? 20 : 1000));
    }
    double lines;
    try (var worker = Worker.open(root, target.resolve("console"))) {
      var echo = new Echoes(worker.shell()).run(quick ? 50 : 500);
      waits.add(echo.latency());
      lines = echo.lines();
    }
    var starts = new Report(machine, new Prompts(root, Path.of(args[1]), mongosh).run(quick ? 5 : 15),
        Spread.MIDDLE_HALF);
    System.out.print(starts.text());
    System.out.println();
    waits.forEach(wait -> System.out.println(wait.text()));
    System.out.printf("the flood: %.0f lines a second were shown; load %.1f at the end%n", lines,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    starts.write(target.resolve("results.json"), "console");
  }
}
