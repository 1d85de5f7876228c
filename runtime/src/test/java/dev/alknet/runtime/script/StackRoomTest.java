package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;

class StackRoomTest {
  private static final int FRAMES = 250;
  private static final int BOTTOMLESS = 1 << 24;

  private int deepest;

  /// Repeated, so that it is seen interpreted and compiled.
  @RepeatedTest(40)
  void leavesRoomForWhatFollows() {
    var outcome = CompletableFuture.supplyAsync(() -> descend(0), Thread.ofPlatform()::start);

    assertThat(outcome.join()).isEqualTo("room for " + FRAMES);
    assertThat(deepest).isGreaterThan(FRAMES);
  }

  private String descend(int depth) {
    try {
      StackRoom.check();
    } catch (StackOverflowError _) {
      return "none";
    }
    deepest = depth;
    var deeper = depth == BOTTOMLESS ? "bottomless" : descend(depth + 1);
    return deeper.equals("none") ? "room for " + use(FRAMES, 1, 2, 3, 4) : deeper;
  }

  private static int use(int frames, long a, long b, long c, long d) {
    return frames == 0
        ? (int) (a + b + c + d - 10)
        : use(frames - 1, b, c, d, a) + 1;
  }
}
