package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Nothing of an exec is left when nobody waits for it any more (ruling 13). How many are cancelled
/// is the system property `alknet.exec.cancels`; 10000 is what was promised.
class ExecCancelTest {
  private static final String EXEC = "docker/container/exec";
  private static final int CANCELS = Integer.getInteger("alknet.exec.cancels", 40);
  private static final int AT_ONCE = 16;
  private static final List<String> SCRIPTS = List.of("sleep 1000", "sleep 1000 & sleep 1000",
      "while :; do echo x; done", "setsid sleep 1000 & sleep 1000", "trap '' TERM INT; sleep 1000",
      "(while :; do (sleep 1000 &); sleep 0.01; done)", "exec env -i /bin/sleep 1000",
      "echo quick", "cat");

  private final LongAdder done = new LongAdder();

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void randomCancelsLeaveNoProcess() throws Exception {
    var seed = Long.getLong("alknet.exec.seed", new Random().nextLong());
    System.out.println(CANCELS + " cancels, -Dalknet.exec.seed=" + seed);
    var random = new Random(seed);
    var ids = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      var input = Desk.json("""
          {"image": "alk/busybox:latest", "command": ["tail", "-f", "/dev/null"], "init": true}""");
      ids.add(daemon.create(input));
      desk.invoke("docker/container/start", LiveDaemon.named(ids.getLast()));
    }

    var slots = new Semaphore(AT_ONCE);
    for (int i = 0; i < CANCELS; i++) {
      slots.acquire();
      if (i % 500 == 499) {
        System.out.println(done.sum() + " are quiet");
      }
      var id = ids.get(random.nextInt(ids.size()));
      var script = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
      var raw = random.nextBoolean();
      var delay = random.nextInt(300);
      Thread.ofVirtual().start(() -> {
        try {
          cancel(LiveExecTest.sh(id, script).toString(), raw, delay);
        } finally {
          slots.release();
        }
      });
    }
    slots.acquire(AT_ONCE);

    assertThat(done.sum()).as("how many have become quiet, seed %s", seed).isEqualTo(CANCELS);
    for (var id : ids) {
      assertThat(others(id)).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void aCancelledOneTakesWhatItHasStartedAlong() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var talk = desk.talk(EXEC, LiveExecTest.sh(id,
        "sleep 1001 & setsid sleep 1002 & (sleep 1003 & ) ; echo ready; sleep 1004").toString())) {
      talk.until("ready");
    }

    awaitEnd(id);
    assertThat(daemon.programs(id)).noneMatch(line -> line.startsWith("sleep"));
  }

  @Test
  void oneThatClearsItsEnvironmentIsFoundAllTheSame() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var talk = desk.talk(EXEC, LiveExecTest.sh(id,
        "echo ready; exec env -i /bin/sleep 1005").toString())) {
      talk.until("ready");
    }

    awaitEnd(id);
  }

  @Test
  void anotherUsersIsKilledToo() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var talk = desk.talk(EXEC,
        LiveExecTest.sh(id, "echo ready; sleep 1006").put("user", "1000").toString())) {
      talk.until("ready");
    }

    awaitEnd(id);
  }

  @Test
  void othersAreLeftAlone() throws Exception {
    var id = daemon.run("tail -f /dev/null");
    try (var other = desk.talk(EXEC,
        LiveExecTest.sh(id, "echo here; read line; echo $line").toString())) {
      other.until("here");
      try (var talk = desk.talk(EXEC, LiveExecTest.sh(id, "echo ready; sleep 1007").toString())) {
        talk.until("ready");
      }
      while (daemon.programs(id).contains("sleep 1007")) {
        Thread.onSpinWait();
      }

      other.type("still there\n").toTheEnd();

      assertThat(other.out()).contains("still there");
      assertThat(other.exitCode()).isZero();
    }
  }

  /// Only the program of the container itself is left.
  private void awaitEnd(String id) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    var left = others(id);
    while (!left.isEmpty()) {
      assertThat(System.nanoTime() - end).as("%s", left).isNegative();
      left = others(id);
    }
  }

  private List<String> others(String id) throws InterruptedException {
    return daemon.programs(id)
        .stream()
        .filter(line -> !line.endsWith("tail -f /dev/null"))
        .toList();
  }

  /// Starts something and aborts it after some time; returns when its abort tree is quiet.
  private void cancel(String input, boolean raw, int delay) {
    var own = desk.another();
    var alarm = Thread.ofVirtual().start(() -> {
      try {
        TimeUnit.MILLISECONDS.sleep(delay);
        own.root().abort(CallError.cancelled());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      listen(own, input, raw);
    } catch (CallException | IOException _) {
      // cancelled, as it should be
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    try {
      alarm.join();
      if (own.root().awaitQuiet(Duration.ofMinutes(1))) {
        done.increment();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void listen(Desk desk, String input, boolean raw)
      throws IOException, InterruptedException {
    if (raw) {
      try (var talk = desk.talk(EXEC, input)) {
        talk.toTheEnd();
      }
      return;
    }
    try (var items = desk.subscribe(EXEC, input)) {
      while (items.next().isPresent()) {
        // until it is cancelled
      }
    }
  }
}
