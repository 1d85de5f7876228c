package dev.alknet.bench.docker;

import dev.alknet.bench.Comparison;
import dev.alknet.bench.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What is measured, each with all tools in turn.
record Measurements(List<? extends Tool> tools, Bed bed, Amount amount) {
  private static final int LISTED = 200;

  /// One measurement of one tool.
  @FunctionalInterface
  private interface Body {
    double measure(Tool tool) throws IOException, InterruptedException;
  }

  private record Entrant(String name, Tool tool, Body body) implements Contender {
    @Override
    public double measure() throws IOException, InterruptedException {
      return body.measure(tool);
    }
  }

  List<Comparison> all() throws IOException, InterruptedException {
    var all = new ArrayList<Comparison>();
    all.add(exec());
    all.add(attach());
    all.add(logs());
    all.add(shortExec());
    all.add(completion());
    all.add(list());
    for (var atOnce : List.of(1, 4, 16)) {
      all.add(cycles(atOnce));
    }
    return all;
  }

  private Comparison exec() throws IOException, InterruptedException {
    var id = bed.run("tail -f /dev/null", "--init");
    return compare("exec: output", "MiB/s", tool -> rate(() -> tool.exec(id, "dd", "if=/dev/zero",
        "bs=1M", "count=" + amount.mebibytes(), "status=none")));
  }

  /// Without a log, which would be the bottleneck for everybody.
  private Comparison attach() throws IOException, InterruptedException {
    return compare("attach: output", "MiB/s", tool -> {
      var id = bed.run("read line; dd if=/dev/zero bs=1M count=%d status=none"
          .formatted(amount.mebibytes()), "--interactive", "--log-driver", "none");
      return rate(() -> tool.attach(id));
    });
  }

  private Comparison logs() throws IOException, InterruptedException {
    var line = "x".repeat(999);
    var id = bed.ran("yes %s | head -n %d".formatted(line, amount.bytes() / 1000));
    return compare("logs: lines of 1000 bytes", "MiB/s", tool -> rate(() -> tool.logs(id)));
  }

  private Comparison shortExec() throws IOException, InterruptedException {
    var id = bed.run("tail -f /dev/null", "--init");
    return compare("exec true", "ms", tool -> millis(() -> tool.exec(id, "true")));
  }

  private Comparison list() throws IOException, InterruptedException {
    bed.create(LISTED);
    return compare("list, %d containers".formatted(LISTED), "ms", tool -> millis(tool::list));
  }

  private Comparison completion() throws IOException, InterruptedException {
    return compare("from exit to completion", "ms", tool -> {
      var id = bed.run("exec tail -f /dev/null");
      var ended = new long[1];
      tool.await(id, () -> ended[0] = killed(id));
      return (System.nanoTime() - ended[0]) / 1e6;
    });
  }

  /// When the container was killed; well after the wait for it has begun.
  private long killed(String id) {
    try {
      TimeUnit.MILLISECONDS.sleep(300);
      bed.kill(id);
      return System.nanoTime();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Comparison cycles(int atOnce) throws IOException, InterruptedException {
    return compare("create, start, wait, remove: %d at once".formatted(atOnce), "1/s", tool -> {
      var count = Math.max(amount.calls() / 4, atOnce);
      var begun = System.nanoTime();
      try (var callers = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
        for (var ended : callers.invokeAll(Collections.nCopies(count, (Callable<Void>) () -> {
          tool.cycle(Bed.IMAGE);
          return null;
        }))) {
          ended.get();
        }
      } catch (ExecutionException e) {
        throw new IOException(e);
      }
      return count * 1e9 / (System.nanoTime() - begun);
    });
  }

  private Comparison compare(String title, String unit, Body body)
      throws IOException, InterruptedException {
    System.err.println(title);
    var entrants =
        tools.stream().map(tool -> new Entrant(tool.name(), tool, body)).toList();
    return Comparison.run(title, unit, entrants, amount.rounds());
  }

  @FunctionalInterface
  private interface Pour {
    long bytes() throws IOException, InterruptedException;
  }

  /// MiB in a second.
  private double rate(Pour pour) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    var bytes = pour.bytes();
    if (bytes < amount.bytes() / 1000 * 1000) {
      throw new IOException("only %d bytes came of %d".formatted(bytes, amount.bytes()));
    }
    return bytes / 1048576.0 * 1e9 / (System.nanoTime() - begun);
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException, InterruptedException;
  }

  /// Milliseconds of the median of a series.
  private double millis(Step step) throws IOException, InterruptedException {
    var took = new double[amount.calls()];
    for (var i = 0; i < took.length; i++) {
      var begun = System.nanoTime();
      step.take();
      took[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(took);
    return took[took.length / 2];
  }
}
