package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.escape.Attack;
import dev.alknet.repl.escape.Attacks;
import dev.alknet.repl.escape.Trial;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Wall;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The attack suite behind both walls, and hostile runs in a row: no escape, no word of the host, the
/// node healthy after each, nobody left over.
///
/// `-Dattacks=all` runs every attack behind the worker wall too, which takes many minutes; without it
/// those are run there that only it can hold, and every tenth of the others. `-Dhostile.runs=1000` sets
/// how many runs follow each other; what calls of others took meanwhile, and the heap, are printed.
class AttackSuiteTest {
  private static final int RUNS = Integer.getInteger("hostile.runs", 20);
  private static final int WARM_UP = 5;
  private static final int SAMPLES = 200;
  private static final boolean ALL = "all".equals(System.getProperty("attacks"));

  @TempDir
  private Path folder = Path.of("");

  @Test
  @Timeout(1200)
  void holdsEveryAttackInProcess() throws Exception {
    var attacks = Attacks.behind(Wall.IN_PROCESS);

    assertThat(attacks).hasSizeGreaterThan(250);
    assertThat(wrong(Origin.OPERATOR, attacks)).isEmpty();
  }

  @Test
  @Timeout(3600)
  void holdsAttacksBehindTheWorkerWall() throws Exception {
    var all = Attacks.behind(Wall.WORKER);
    var chosen = new ArrayList<Attack>();
    for (int i = 0; i < all.size(); i++) {
      if (ALL || all.get(i).worker() || i % 10 == 0) {
        chosen.add(all.get(i));
      }
    }

    assertThat(wrong(Origin.UNTRUSTED, chosen)).isEmpty();
  }

  @Test
  @Timeout(7200)
  void standsHostileRunsInARow() throws Exception {
    var attacks = Attacks.behind(Wall.IN_PROCESS);
    List<ProcessHandle> workers;
    try (var node = Node.open(List.of()); var control = new ControlPlane(node)) {
      try (var trial = new Trial(node, Origin.UNTRUSTED, folder)) {
        var _ = control.slowest(SAMPLES);
        var idle = control.slowest(SAMPLES);
        run(trial, attacks, 0, WARM_UP);
        var before = heap();
        var _ = control.slowest(1);
        run(trial, attacks, WARM_UP, RUNS);
        var busy = control.slowest(1);
        System.out.printf(Locale.ROOT, "%d hostile runs: p99 of a call %.2f ms, idle %.2f ms;"
            + " heap %.1f MiB, before %.1f MiB%n", RUNS, busy, idle, heap(), before);
        workers = node.workerProcesses();
      }
    }

    for (var worker : workers) {
      worker.onExit().get();
    }
  }

  private static void run(Trial trial, List<Attack> attacks, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      var attack = attacks.get((int) (i * 7919L % attacks.size()));
      assertThat(trial.run(attack)).as("run %d: %s", i, attack.name()).isEmpty();
    }
  }

  private static double heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / 1048576.0;
  }

  private List<String> wrong(Origin origin, List<Attack> attacks) throws Exception {
    var wrong = new ArrayList<String>();
    try (var node = Node.open(List.of()); var trial = new Trial(node, origin, folder)) {
      for (var attack : attacks) {
        trial.run(attack).ifPresent(text -> wrong.add(attack.name() + ": " + text));
      }
    }
    return wrong;
  }
}
