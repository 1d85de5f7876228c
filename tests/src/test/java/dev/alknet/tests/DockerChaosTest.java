package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything breaks at once: the node is killed and starts again, the engine is killed and starts
/// again, every fourth connection between the two is cut at a random byte. What is reported is either
/// all of what a container has written and its true exit code, or the beginning of it and an error;
/// nothing hangs, nothing runs twice, and nothing is left.
///
/// How many rounds there are is the system property `alknet.chaos.rounds`; 1000 is what was promised.
@Timeout(value = 3, unit = TimeUnit.HOURS)
class DockerChaosTest {
  private static final int ROUNDS = Integer.getInteger("alknet.chaos.rounds", 8);
  private static final int AT_ONCE = 4;
  private static final long PATIENCE_SECONDS = 120;

  private final long seed = Long.getLong("alknet.chaos.seed", new Random().nextLong());
  private final ChaosTally tally = new ChaosTally();
  @TempDir
  Path folder;

  @Test
  void nothingHangsLiesRunsTwiceOrIsLeft() throws Exception {
    System.out.println(ROUNDS + " rounds, -Dalknet.chaos.seed=" + seed);
    try (var bed = new ChaosBed(folder, seed);
        var lanes = Executors.newFixedThreadPool(AT_ONCE)) {
      play(bed, lanes);
      System.out.println(tally + "; the node was killed %d times, the engine %d"
          .formatted(bed.nodeKills(), bed.engineKills()));

      assertThat(bed.containers()).as("seed %s", seed)
          .isNotEmpty()
          .allMatch(name -> name.startsWith("/" + ChaosBed.HOST));
      awaitNone(bed::processesInHost);
      awaitNone(bed::journalsOfTheDead);
    }
  }

  private void play(ChaosBed bed, ExecutorService lanes) throws Exception {
    var rounds = new ArrayList<Future<?>>();
    for (int i = 0; i < ROUNDS; i++) {
      var number = i;
      rounds.add(lanes.submit(() -> {
        new ChaosRound(bed, tally, seed, number).play();
        return null;
      }));
    }
    try {
      for (var round : rounds) {
        round.get();
      }
    } catch (ExecutionException e) {
      lanes.shutdownNow();
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private interface Look {
    List<String> now() throws Exception;
  }

  /// What was abandoned last may still be being ended.
  private void awaitNone(Look look) throws Exception {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<String> left;
    do {
      left = look.now();
      assertThat(System.nanoTime() - end).as("seed %s: %s", seed, left).isNegative();
    } while (!left.isEmpty());
  }
}
