package dev.alknet.stdlib.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunOperationTest {
  private final Node node = Node.open(List.of(new ProcessFamily(
      Map.of("PATH", System.getenv("PATH"), "LANG", "C.UTF-8", "SECRET", "hidden"))));
  private final Call root = Call.root(CallId.random(), Deadline.NONE);

  @AfterEach
  void closeTheNode() throws IOException {
    node.close();
  }

  @Test
  void givesTheLinesInOrderAndThenTheExitCode() throws Exception {
    var items = all(shell("echo one; echo; echo two; printf last; exit 3"));

    assertThat(items).containsExactly(line("stdout", "one"), line("stdout", ""),
        line("stdout", "two"), line("stdout", "last"), exit(3));
  }

  @Test
  void tellsTheTwoStreamsApart() throws Exception {
    assertThat(all(shell("echo out; echo err >&2"))).hasSize(3)
        .contains(line("stdout", "out"), line("stderr", "err"))
        .endsWith(exit(0));
  }

  @Test
  void itemsFitTheDescribedSchema() throws Exception {
    var schema = node.registry().find("process/run").orElseThrow().spec().output();

    assertThat(all(shell("echo out"))).allSatisfy(
        item -> assertThat(schema.violations(item)).isEmpty());
  }

  @Test
  void reportsASignalAs128AndItsNumber() throws Exception {
    assertThat(all(shell("kill -KILL $$"))).containsExactly(exit(137));
  }

  @Test
  void feedsTheProgram() throws Exception {
    var text = "wide é\nsecond";

    assertThat(all(command("cat").put("stdin", text))).containsExactly(
        line("stdout", "wide é"), line("stdout", "second"), exit(0));
  }

  @Test
  void anUnreadInputDoesNoHarm() throws Exception {
    var input = command("true").put("stdin", "x".repeat(1_000_000));

    assertThat(all(input)).containsExactly(exit(0));
  }

  @Test
  void withoutInputThereIsNothingToRead() throws Exception {
    assertThat(all(command("cat"))).containsExactly(exit(0));
  }

  @Test
  void involvesNoShell() throws Exception {
    assertThat(all(command("printf", "%s;", "$HOME", "a b", "é", "")))
        .containsExactly(line("stdout", "$HOME;a b;é;;"), exit(0));
  }

  @Test
  void passesOnlyAFewVariablesOn() throws Exception {
    var input = command("env");
    input.putObject("env").put("ADDED", "yes");

    var names = all(input).stream()
        .map(item -> item.path("text").asText())
        .filter(text -> !text.isEmpty())
        .map(text -> text.substring(0, text.indexOf('=')))
        .toList();

    assertThat(names).containsExactlyInAnyOrder("PATH", "LANG", "ADDED", "ALKNET_RUN");
  }

  @Test
  void runsWhereItIsTold(@TempDir Path folder) throws Exception {
    var program = Files.writeString(folder.resolve("here"), "#!/bin/sh\npwd\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(all(command("./here").put("cwd", folder.toString())))
        .containsExactly(line("stdout", folder.toRealPath().toString()), exit(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-program", "./no/such/program", "/etc/passwd", "/tmp", ""})
  void namesTheProgramItCannotRun(String program) {
    var error = failure(command(program));

    assertThat(error.code()).isEqualTo("COMMAND_NOT_FOUND");
    assertThat(error.message()).contains("'" + program + "'");
    assertThat(error.details()).isEqualTo(
        JsonNodeFactory.instance.objectNode().put("command", program));
  }

  @Test
  void pointsAtAFolderThatIsNone() {
    var error = failure(command("true").put("cwd", "/no/such/folder"));

    assertThat(error.is(ProtocolCode.INVALID_INPUT)).isTrue();
    assertThat(error.message()).startsWith("/cwd: ").contains("/no/such/folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"command\": []}", "{\"command\": \"ls\"}",
      "{\"command\": [\"a\\u0000b\"]}", "{\"command\": [\"ls\"], \"env\": {\"A=B\": \"c\"}}",
      "{\"command\": [\"ls\"], \"shell\": true}"})
  void refusesWhatDoesNotFit(String input) throws Exception {
    assertThat(failure(new JsonMapper().readTree(input)).is(ProtocolCode.INVALID_INPUT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "sleep 1000 & echo $!; wait",
      "(sleep 1000 & echo $!) & wait; exec sleep 1000",
      "trap '' TERM; sleep 1000 & echo $!; wait; sleep 1000",
      "setsid sleep 1000 & echo $!; wait",
      "timeout 900 sleep 1000 & echo $!; wait",
      "setsid sh -c 'echo $$; exec sleep 1000' & sleep 1000"})
  void anAbortLeavesNothingRunning(String script) throws Exception {
    try (var running = subscribe(shell("echo $$;" + script))) {
      var program = process(running);
      var background = process(running);

      root.abort(CallError.cancelled());

      assertThat(root.awaitQuiet(Duration.ofSeconds(20))).isTrue();
      assertThat(List.of(program, background)).noneMatch(RunOperationTest::lives);
    }
  }

  @Test
  void closingTheSubscriptionEndsTheProgram() throws Exception {
    ProcessHandle program;
    try (var running = subscribe(shell("echo $$; exec sleep 1000"))) {
      program = process(running);
    }

    program.onExit().get();
    assertThat(root.awaitQuiet(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void aClosedNodeLeavesNothingRunning() throws Exception {
    try (var running = subscribe(shell("echo $$; exec sleep 1000"))) {
      var program = process(running);

      node.close();

      assertThat(lives(program)).isFalse();
      assertThat(running.next()).contains(exit(143));
    }
  }

  @Test
  void whatHoldsTheOutputIsEndedAfterAWhile() throws Exception {
    var items = all(shell("sleep 1000 & echo $!; exit 5"));

    assertThat(items).hasSize(2).endsWith(exit(5));
    assertThat(ProcessHandle.of(items.getFirst().path("text").asLong())
        .filter(RunOperationTest::lives)).isEmpty();
  }

  @Test
  void whatRunsOnSilentlyIsEndedToo() throws Exception {
    var items = all(shell("sleep 1000 >/dev/null 2>&1 & echo $!"));

    assertThat(ProcessHandle.of(items.getFirst().path("text").asLong())
        .filter(RunOperationTest::lives)).isEmpty();
  }

  @Test
  void hearsOutWhatTheProgramLeftBehindForAMoment() throws Exception {
    assertThat(all(shell("(sleep 0.2; echo a; sleep 0.2; echo b) & echo now")))
        .containsExactly(line("stdout", "now"), line("stdout", "a"), line("stdout", "b"), exit(0));
  }

  @Test
  void aProgramWaitsForItsReader(@TempDir Path folder) throws Exception {
    var line = "x".repeat(1000);
    var program = "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo $i >> written; echo " + line
        + "; done";
    var held = shell(program).put("cwd", Files.createDirectory(folder.resolve("held")).toString());
    var free = shell(program).put("cwd", Files.createDirectory(folder.resolve("free")).toString());
    try (var running = subscribe(held)) {
      assertThat(running.next()).contains(line("stdout", line));

      assertThat(all(free)).hasSize(5001);

      assertThat(Files.readAllLines(folder.resolve("held/written"))).hasSizeBetween(2, 1000);
      for (var i = 1; i < 5000; i++) {
        assertThat(running.next()).contains(line("stdout", line));
      }
      assertThat(running.next()).contains(exit(0));
    }
  }

  private static ProcessHandle process(Subscription running) throws InterruptedException {
    var pid = running.next().orElseThrow().path("text").textValue();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static boolean lives(ProcessHandle process) {
    try {
      return !Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z ");
    } catch (IOException _) {
      return false;
    }
  }

  private Subscription subscribe(JsonNode input) {
    return node.operatorEnv(root).subscribe("process/run", input);
  }

  private List<JsonNode> all(JsonNode input) throws InterruptedException {
    var items = new ArrayList<JsonNode>();
    try (var running = subscribe(input)) {
      for (var item = running.next(); item.isPresent(); item = running.next()) {
        items.add(item.get());
      }
    }
    return items;
  }

  private CallError failure(JsonNode input) {
    return catchThrowableOfType(CallException.class, () -> all(input)).error();
  }

  private static ObjectNode shell(String script) {
    return command("sh", "-c", script);
  }

  private static ObjectNode command(String... words) {
    var input = JsonNodeFactory.instance.objectNode();
    List.of(words).forEach(input.putArray("command")::add);
    return input;
  }

  private static JsonNode line(String stream, String text) {
    return JsonNodeFactory.instance.objectNode().put("stream", stream).put("text", text);
  }

  private static JsonNode exit(int code) {
    return JsonNodeFactory.instance.objectNode().put("exitCode", code).put("terminal", true);
  }
}
