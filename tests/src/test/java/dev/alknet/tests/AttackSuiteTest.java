package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.escape.Attack;
import dev.alknet.repl.escape.Attacks;
import dev.alknet.repl.escape.Trial;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Wall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The attack suite behind both walls, and hostile runs in a row: no escape, no word of the host, the
/// node healthy after each, nobody left over.
///
/// `-Dattacks=all` runs every attack behind the worker wall too, which takes many minutes; without it
/// those are run there that only it can hold, and every tenth of the others. `-Dhostile.runs=1000` sets
/// how many runs follow each other.
class AttackSuiteTest {
  private static final int RUNS = Integer.getInteger("hostile.runs", 20);
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
    try (var node = Node.open(List.of())) {
      try (var trial = new Trial(node, Origin.UNTRUSTED, folder)) {
        for (int i = 0; i < RUNS; i++) {
          var attack = attacks.get((int) (i * 7919L % attacks.size()));
          assertThat(trial.run(attack)).as(attack.name()).isEmpty();
        }
        workers = node.workerProcesses();
      }
    }

    for (var worker : workers) {
      worker.onExit().get();
    }
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
