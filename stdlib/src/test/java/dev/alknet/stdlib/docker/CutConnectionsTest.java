package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.followed;
import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.CallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections to the daemon are cut at random bytes. Every container prints numbers and then the
/// hash of them: what is reported is either all of it and the right exit code, or the beginning of
/// it and that the daemon went away; and no process is left. How many rounds there are is the system
/// property `alknet.cut.rounds`.
@Timeout(value = 2, unit = TimeUnit.HOURS)
class CutConnectionsTest {
  private static final int ROUNDS = Integer.getInteger("alknet.cut.rounds", 12);
  private static final String KEEPS_RUNNING = "tail -f /dev/null";

  private final long seed = Long.getLong("alknet.cut.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk direct = daemon.desk();
  private int whole;
  private int cut;

  @Test
  void whatIsReportedIsTrueOrAnError() throws Exception {
    System.out.println(ROUNDS + " rounds, -Dalknet.cut.seed=" + seed);
    var host = daemon.run(KEEPS_RUNNING);
    for (int i = 0; i < ROUNDS; i++) {
      var work = Work.of(random);
      try (var engine = new CutEngine(daemon.host(), random, 3 * work.text().length())) {
        var desk = new Desk(engine.host());
        switch (i % 4) {
          case 0 -> follow(desk, work);
          case 1 -> attach(desk, work);
          case 2 -> await(desk, work);
          default -> exec(desk, host, work);
        }
      }
    }
    System.out.println(whole + " whole, " + cut + " cut");
  }

  /// A program that prints `lines` numbers and their hash, and exits with `code`.
  private record Work(int lines, int code) {
    static Work of(Random random) {
      return new Work(random.nextInt(20, 400), random.nextInt(0, 126));
    }

    String script() {
      return """
          i=0; while [ $i -lt %d ]; do i=$((i+1)); echo $i; done > /tmp/$$; cat /tmp/$$; \
          sha256sum < /tmp/$$; exit %d""".formatted(lines, code);
    }

    String text() {
      var numbers = new StringBuilder();
      for (int i = 1; i <= lines; i++) {
        numbers.append(i).append('\n');
      }
      return numbers + Bytes.sha256(numbers.toString()) + "  -\n";
    }
  }

  /// Tries until it was not cut; then all of it must be there.
  private void follow(Desk desk, Work work) throws Exception {
    var id = daemon.run(work.script());
    var seen = new ArrayList<String>();
    do {
      seen.clear();
    } while (!ended(() -> {
      try (var lines = desk.subscribe("docker/container/logs", followed(id))) {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          seen.add(line.get().path("text").asText());
        }
      }
    }, () -> assertThat(work.text()).startsWith(joined(seen))));

    assertThat(joined(seen)).as("seed %s", seed).isEqualTo(work.text());
  }

  private void attach(Desk desk, Work work) throws Exception {
    var id = daemon.create(work.script());
    var talks = new ArrayList<Talk>();
    var ended = ended(() -> {
      try (var talk = desk.talk("docker/container/attach", named(id))) {
        talks.add(talk);
        talk.untilControl("attached");
        direct.invoke("docker/container/start", named(id));
        talk.toTheEnd();
      }
    }, () -> talks.forEach(talk -> assertThat(work.text()).startsWith(talk.out())));

    if (ended) {
      assertThat(talks.getFirst().out()).as("seed %s", seed).isEqualTo(work.text());
      assertThat(talks.getFirst().exitCode()).as("seed %s", seed).isEqualTo(work.code());
    }
  }

  private void await(Desk desk, Work work) throws Exception {
    var id = daemon.run(work.script());
    var codes = new ArrayList<Integer>();
    while (!ended(() -> codes.add(desk.invoke("docker/container/wait", named(id))
        .path("exitCode")
        .asInt()), () -> assertThat(codes).isEmpty())) {
      assertThat(codes).isEmpty();
    }

    assertThat(codes).as("seed %s", seed).containsExactly(work.code());
  }

  private void exec(Desk desk, String host, Work work) throws Exception {
    var own = desk.another();
    var text = new StringBuilder();
    var codes = new ArrayList<Integer>();
    var ended = ended(() -> {
      try (var items = own.subscribe("docker/container/exec",
          LiveExecTest.sh(host, work.script()).toString())) {
        for (var item = items.next(); item.isPresent(); item = items.next()) {
          text.append(item.get().path("text").asText());
          if (item.get().has("exitCode")) {
            codes.add(item.get().path("exitCode").asInt());
          }
        }
      }
    }, () -> assertThat(work.text()).startsWith(text));

    if (ended) {
      assertThat(text.toString()).as("seed %s", seed).isEqualTo(work.text());
      assertThat(codes).as("seed %s", seed).containsExactly(work.code());
    }
    assertThat(own.root().awaitQuiet(Duration.ofSeconds(60))).isTrue();
    while (!daemon.programs(host).equals(List.of("sh -c " + KEEPS_RUNNING))
        && !daemon.programs(host).equals(List.of(KEEPS_RUNNING))) {
      Thread.onSpinWait();
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /// Whether it came to its end; if not, it must have said so, and `sofar` must hold.
  private boolean ended(Step step, Runnable sofar) throws Exception {
    try {
      step.run();
      whole++;
      return true;
    } catch (CallException e) {
      assertThat(e.error().code()).as("seed %s: %s", seed, e.error())
          .isEqualTo("DOCKER_UNAVAILABLE");
      sofar.run();
      cut++;
      return false;
    }
  }

  private static String joined(List<String> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
