package dev.alknet.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One container or exec, and what is said about it.
final class ChaosRound {
  private static final long PATIENCE_SECONDS = 240;
  private static final int REFUSED = 409;

  private final ChaosBed bed;
  private final ChaosTally tally;
  private final long seed;
  private final int number;
  private final Random random;
  private final ChaosWork work;
  private final int breakAt;
  private final int enginesBefore;
  private int seen;
  private @Nullable String made;

  ChaosRound(ChaosBed bed, ChaosTally tally, long seed, int number) {
    this.bed = bed;
    this.tally = tally;
    this.seed = seed;
    this.number = number;
    this.random = new Random(seed + number);
    this.work = ChaosWork.of(random);
    this.breakAt = random.nextInt(work.lines());
    this.enginesBefore = bed.engineKills();
  }

  /// An engine that was killed in the middle of a start may refuse the container for good (`task
  /// already exists`): it says so, and there is no more to be known.
  void play() throws Exception {
    try {
      switch (number % 6) {
        case 0 -> follow();
        case 1 -> exec();
        case 2 -> attach();
        case 3 -> await();
        case 4 -> named();
        default -> abandonedExec();
      }
    } catch (CallException e) {
      if (!refusedByKilledEngine(e)) {
        throw e;
      }
      tally.refused();
    }
    if (made != null) {
      bed.direct("docker/container/remove", ChaosBed.inputOf(made).put("force", true));
    }
  }

  private boolean refusedByKilledEngine(CallException e) {
    return e.error().code().equals("DOCKER_ERROR") && !untouched();
  }

  /// Tries until it was not broken off; then all of it must be there.
  private void follow() throws Exception {
    var id = start(create());
    check(id, followed(id));
  }

  private String followed(String id) throws Exception {
    var text = new StringBuilder();
    do {
      text.setLength(0);
    } while (!ended(() -> {
      try (var lines = bed.env()
          .subscribe("docker/container/logs", ChaosBed.inputOf(id).put("follow", true))) {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          text.append(line.get().path("text").asText()).append('\n');
          step();
        }
      }
    }, text));
    return text.toString();
  }

  private void exec() throws Exception {
    var host = bed.runningHost();
    var text = new StringBuilder();
    var codes = new ArrayList<Integer>();
    if (ended(() -> {
      try (var items = bed.env()
          .subscribe("docker/container/exec", ChaosBed.shell(host, work.script()))) {
        for (var item = items.next(); item.isPresent(); item = items.next()) {
          text.append(item.get().path("text").asText());
          if (item.get().has("exitCode")) {
            codes.add(item.get().path("exitCode").asInt());
          }
          step();
        }
      }
    }, text) && untouched()) {
      assertThat(codes).as(told(text)).containsExactly(work.code());
      assertThat(text.toString()).as(told(text)).isEqualTo(work.text());
    }
  }

  /// Whoever asked for it is killed or breaks off while it runs.
  private void abandonedExec() throws Exception {
    var host = bed.runningHost();
    ended(() -> {
      try (var items = bed.env()
          .subscribe("docker/container/exec",
              ChaosBed
                  .shell(host,
                      "sleep 1001 & setsid sleep 1002 & echo 1; echo 2; echo 3; sleep 1003"))) {
        for (var item = items.next(); item.isPresent(); item = items.next()) {
          step();
          if (item.get().path("text").asText().contains("3")) {
            return;
          }
        }
      }
    }, "");
  }

  private void attach() throws Exception {
    var id = create();
    var heard = new Heard();
    if (ended(() -> heard.attach(id), heard.text)) {
      check(id, heard.text.toString());
      if (untouched()) {
        assertThat(heard.exitCode).as(this::toString).isEqualTo(work.code());
      }
    }
  }

  private void await() throws Exception {
    var id = start(create());
    var codes = new ArrayList<Integer>();
    do {
      step();
    } while (!ended(() -> codes.add(bed.env()
        .invoke("docker/container/wait", ChaosBed.inputOf(id))
        .path("exitCode")
        .asInt()), ""));
    assertThat(codes).as(this::toString).containsExactly(trueExitCode(id));
    if (untouched()) {
      assertThat(codes).as(this::toString).containsExactly(work.code());
    }
  }

  /// Asked for again and again under one name until it is there: there is one, and it ran once.
  private void named() throws Exception {
    var name = "alk-chaos-" + number;
    var input = ChaosBed.container(List.of("sh", "-c", work.script())).put("name", name);
    made = name;
    while (!ended(() -> startOnce(name, input), "")) {
      step();
    }
    check(name, followed(name));
  }

  /// A start whose answer was lost may have been one: what has run already is not started again. A
  /// name that is taken may be that of a container which is still being made, or never will be.
  private void startOnce(String name, JsonNode input) throws InterruptedException {
    var there = false;
    while (!there) {
      createOnce(input);
      there = startedOnce(name);
    }
  }

  /// False when there is no such container.
  private boolean startedOnce(String name) throws InterruptedException {
    try {
      var state = bed.env().invoke("docker/container/inspect", ChaosBed.inputOf(name));
      if (state.path("State").path("Status").asText().equals("created")) {
        bed.env().invoke("docker/container/start", ChaosBed.inputOf(name));
      }
      return true;
    } catch (CallException e) {
      if (!e.error().code().equals("CONTAINER_NOT_FOUND")) {
        throw e;
      }
      return false;
    }
  }

  private void createOnce(JsonNode input) throws InterruptedException {
    try {
      bed.env().invoke("docker/container/create", input);
    } catch (CallException e) {
      if (e.error().details() == null
          || e.error().details().path("status").asInt() != REFUSED) {
        throw e;
      }
    }
  }

  /// All of it, where the engine has not been killed in between; else as much as it has kept. One that
  /// was killed while it started a container says `created` of what has run, which then runs again.
  private void check(String id, String text) throws Exception {
    var code = trueExitCode(id);
    if (untouched()) {
      assertThat(text).as(told(text)).isEqualTo(work.text());
      assertThat(code).as(this::toString).isEqualTo(work.code());
    } else {
      assertThat(text.split("(?m)(?=^1$)")).as(told(text))
          .hasSizeLessThanOrEqualTo(2)
          .allMatch(work::holds);
    }
  }

  private String create() throws InterruptedException {
    var id = bed.direct("docker/container/create",
        ChaosBed.container(List.of("sh", "-c", work.script()))).path("id").asText();
    made = id;
    return id;
  }

  private String start(String id) throws InterruptedException {
    bed.direct("docker/container/start", ChaosBed.inputOf(id));
    return id;
  }

  private int trueExitCode(String id) throws InterruptedException {
    return bed.direct("docker/container/wait", ChaosBed.inputOf(id))
        .path("exitCode")
        .asInt();
  }

  /// One more line or try: at one of them something is killed, in some of the rounds.
  private void step() throws IOException, InterruptedException {
    if (seen++ != Math.min(breakAt, number % 6 == 5 ? 0 : 20)) {
      return;
    }
    switch (number % 8) {
      case 3, 5 -> bed.killNode();
      case 6 -> bed.killEngine(number % 16 == 6);
      default -> {
        // left in peace by this round, though not by the others
      }
    }
  }

  private boolean untouched() {
    return bed.engineKills() == enginesBefore;
  }

  /// Whether it came to its end; if not, it must have said so, and what it told is the beginning. What
  /// is asked for while an engine takes longer than a call's usual 30 s to come back ends with `TIMEOUT`.
  private boolean ended(Step step, CharSequence sofar) throws Exception {
    try {
      bounded(step);
      tally.whole();
      return true;
    } catch (CallException e) {
      if (refusedByKilledEngine(e)) {
        throw e;
      }
      assertThat(e.error().code() + ": " + e.error().message()).as(this::toString)
          .matches(
              "(?s)(DOCKER_UNAVAILABLE|TIMEOUT|INTERNAL: (connection closed|the session ended)).*");
      assertThat(work.begins(sofar) || (!untouched() && work.holds(sofar))).as(told(sofar))
          .isTrue();
      tally.broken();
      return false;
    }
  }

  /// A step that does not end in time hangs.
  private void bounded(Step step) throws Exception {
    var task = new FutureTask<Void>(() -> {
      step.run();
      return null;
    });
    Thread.ofVirtual().name(toString()).start(task);
    try {
      task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private String told(CharSequence text) {
    return "%s: %d of %d characters, the last are '%s'".formatted(this, text.length(),
        work.text().length(),
        text.toString().substring(Math.max(0, text.length() - 200)).replace('\n', '|'));
  }

  @Override
  public String toString() {
    return "round %d of seed %d".formatted(number, seed);
  }

  /// What an attached container has said.
  private final class Heard {
    private final StringBuilder text = new StringBuilder();
    private int exitCode = -1;

    private void attach(String id) throws Exception {
      try (var channel = bed.env()
          .openRaw("docker/container/attach", ChaosBed.inputOf(id), CallOptions.DEFAULT)) {
        for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
          hear(id, new String(chunk.get().payload(), UTF_8), chunk.get().type());
        }
      }
    }

    private void hear(String id, String said, int type) throws Exception {
      if (type == RawChunk.STDOUT) {
        text.append(said);
        step();
      } else if (said.contains("attached")) {
        start(id);
      } else if (said.contains("exit")) {
        exitCode = ChaosBed.MAPPER.readTree(said).path("code").asInt();
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
