package dev.alknet.bench.store;

import dev.alknet.bench.Comparison;
import dev.alknet.bench.Machine;
import dev.alknet.bench.Report;
import dev.alknet.bench.Series;
import dev.alknet.bench.Spread;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.StorePassword;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program: `StoreBench ROOT JAVA_HOME [--quick] [--postgres URL PASSWORD-FILE]`, with a server's
/// database that may be filled. Prints tables on standard output and writes
/// `tests/bench/target/results.json`, section "stores".
public final class StoreBench {
  private static final int ROUNDS = 7;
  private static final int QUICK_ROUNDS = 2;

  private StoreBench() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, StoreException {
    var target = Path.of(args[0]).resolve("tests/bench/target");
    var options = List.of(args).subList(2, args.length);
    var rounds = options.contains("--quick") ? QUICK_ROUNDS : ROUNDS;

    var machine = Machine.here();
    var comparisons = new ArrayList<Comparison>();
    try (var bench = Filled.sqlite(target)) {
      comparisons.addAll(measure("SQLite", bench, Path.of(args[1]), rounds));
    }
    var postgres = options.indexOf("--postgres");
    if (postgres >= 0) {
      var address = StoreAddress.parse(options.get(postgres + 1), Path.of("").toAbsolutePath());
      var password = Path.of(options.get(postgres + 2));
      try (var bench = new Filled(address, password)) {
        comparisons.addAll(measure("PostgreSQL", bench, Path.of(args[1]), rounds));
      }
    }
    var report = new Report(machine, comparisons, Spread.ALL);
    System.out.print(report.text());
    report.write(target.resolve("results.json"), "stores");
  }

  private static List<Comparison> measure(String name, Filled store, Path javaHome, int rounds)
      throws IOException, InterruptedException, StoreException {
    var starts = new Starts(store, javaHome);
    var empty = starts.measure(rounds);
    var small = Writes.measure(store, rounds);
    store.fill();
    var full = starts.measure(rounds);
    var large = Writes.measure(store, rounds);
    return List.of(
        new Comparison("%s: open in a fresh process".formatted(name), "ms",
            List.of(new Series("nothing in it", empty),
                new Series("10,000 peers, 100,000 owned", full))),
        new Comparison("%s: record, one after the other".formatted(name), "writes/s",
            List.of(new Series("nothing in it", small),
                new Series("10,000 peers, 100,000 owned", large))));
  }

  /// How this program opens stores.
  static StoreOptions options(Filled store) throws IOException {
    var options = StoreOptions.of("bench");
    return store.password() == null ? options
        : options.withPassword(StorePassword.of(store.password()));
  }
}
