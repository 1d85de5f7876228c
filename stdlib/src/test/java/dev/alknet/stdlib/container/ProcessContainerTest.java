package dev.alknet.stdlib.container;

import static dev.alknet.stdlib.container.TestNode.command;
import static dev.alknet.stdlib.container.TestNode.id;
import static dev.alknet.stdlib.container.TestNode.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Owners;
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProcessContainerTest {
  @TempDir
  Path folder;

  private TestNode node = new TestNode();

  @BeforeEach
  void openTheNode() {
    node = new TestNode(new ContainerFamily(ProviderChoice.AUTO, folder.resolve("logs"),
        TestNode.ENVIRONMENT,
        new Owners(OwnershipStore.KEEPS_NOTHING)));
  }

  @AfterEach
  void closeTheNode() throws IOException {
    node.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void startsAndAnswersAtOnce() throws Exception {
    var started = run(command("sleep", "1000").put("name", "sleeper"));

    assertThat(started.path("id").textValue()).matches("process-[0-9a-f]{12}");
    assertThat(started.path("name").textValue()).isEqualTo("sleeper");
    assertThat(started.path("provider").textValue()).isEqualTo("process");
    assertThat(started.has("image")).isFalse();
    assertThat(node.states()).containsExactly("sleeper running");
  }

  @Test
  void saysHowToGiveBackWhatItStarted() throws Exception {
    var started = run(command("sleep", "1000").put("name", "sleeper"));
    var holding = Objects.requireNonNull(ContainerSpecs.RUN.holding());
    var held = holding.resolve(started).orElseThrow();

    assertThat(held.label()).isEqualTo("container sleeper");
    node.invoke(held.release().value(), held.input());
    assertThat(node.states()).isEmpty();
  }

  @Test
  void givesANameToWhatHasNone() throws Exception {
    assertThat(run(command("true")).path("name").textValue()).matches("run-[0-9a-f]{6}");
  }

  @Test
  void knowsTheExitCodeAndTheWholeLogOfWorkThatIsLongOver() throws Exception {
    var id = start(shell("echo one; echo two >&2; printf last; exit 7"));
    assertThat(waitFor(id)).isEqualTo(7);

    node.nextRoot();

    assertThat(waitFor(id)).isEqualTo(7);
    assertThat(node.lines(id(id))).contains("one", "two", "last").hasSize(3);
    assertThat(node.lines(id(id).put("follow", true))).hasSize(3);
    assertThat(node.lines(id(id).put("tail", 0))).isEmpty();
  }

  @Test
  void beginsALogWithItsLastLinesWhenAsked() throws Exception {
    var id = start(command("seq", "1", "1000"));
    waitFor(id);

    assertThat(node.lines(id(id).put("tail", 3))).containsExactly("998", "999", "1000");
    assertThat(node.lines(id(id).put("tail", 5000))).hasSize(1000).startsWith("1");
  }

  @Test
  void tellsWhenAndWhereALineWasWritten() throws Exception {
    var before = Instant.now();
    var id = start(shell("echo wide é >&2"));
    waitFor(id);

    var line = node.logs(id(id)).getFirst();

    assertThat(line.path("stream").textValue()).isEqualTo("stderr");
    assertThat(line.path("text").textValue()).isEqualTo("wide é");
    assertThat(line.path("timestamp").textValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z");
    assertThat(Instant.parse(line.path("timestamp").textValue()))
        .isBetween(before, Instant.now());
  }

  @Test
  void followsALogUpToTheEnd() throws Exception {
    var id = start(shell("echo first; read line < " + pipe() + "; echo $line; exit 2"));

    try (var log = node.follow(id)) {
      assertThat(log.next().orElseThrow().path("text").textValue()).isEqualTo("first");
      Files.writeString(folder.resolve("pipe"), "second\n");
      assertThat(log.next().orElseThrow().path("text").textValue()).isEqualTo("second");
      assertThat(log.next()).isEmpty();
    }

    assertThat(waitFor(id)).isEqualTo(2);
    Files.delete(folder.resolve("pipe"));
  }

  @Test
  void twoHundredShortOnesInARowLoseNothing() throws Exception {
    for (var i = 0; i < 200; i++) {
      var id = start(shell("echo out " + i + "; printf 'err " + i + "' >&2; exit " + i % 100));

      assertThat(waitFor(id)).isEqualTo(i % 100);
      assertThat(node.lines(id(id))).containsExactlyInAnyOrder("out " + i, "err " + i);
      assertThat(node.invoke("container/remove", id(id))).isEqualTo(id(id).put("removed", true));
    }

    assertThat(node.states()).isEmpty();
    assertThat(logs()).isEmpty();
  }

  @Test
  void manyAtOnceLoseNothing() throws Exception {
    var ids = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      ids.add(start(shell("seq 1 500; exit " + i)));
    }

    var expected = IntStream.rangeClosed(1, 500).mapToObj(Integer::toString).toList();
    for (var i = 0; i < 40; i++) {
      assertThat(node.lines(id(ids.get(i)).put("follow", true))).isEqualTo(expected);
      assertThat(waitFor(ids.get(i))).isEqualTo(i);
    }
  }

  @Test
  void knowsWorkByItsIdTheBeginningOfItAndItsName() throws Exception {
    var id = start(command("true").put("name", "known"));

    assertThat(List.of(waitFor(id), waitFor(id.substring(0, 12)), waitFor("known")))
        .containsOnly(0);
    assertThat(node.failure("container/wait", id("pro")).code()).isEqualTo("CONTAINER_NOT_FOUND");
    assertThat(node.failure("container/wait", id("nobody")).code())
        .isEqualTo("CONTAINER_NOT_FOUND");
    start(command("true"));
    assertThat(node.failure("container/wait", id("process-")).is(ProtocolCode.INVALID_INPUT))
        .isTrue();
  }

  @Test
  void listsWhatThereIs() throws Exception {
    var input = command("false").put("name", "over");
    input.putObject("labels").put("team", "blue");
    var id = start(input);
    waitFor(id);
    start(command("sleep", "1000").put("name", "busy"));

    var all = node.invoke("container/list", JsonNodeFactory.instance.objectNode());
    var running = node.invoke("container/list",
        JsonNodeFactory.instance.objectNode().put("all", false));

    assertThat(node.states()).containsExactly("over exited", "busy running");
    assertThat(running).hasSize(1);
    var over = (ObjectNode) all.get(0).deepCopy();
    assertThat(Instant.parse(over.remove("createdAt").textValue())).isBefore(Instant.now());
    assertThat(over).isEqualTo(new JsonMapper().readTree("""
        {"id": "%s", "name": "over", "provider": "process", "image": null, "state": "exited",
         "exitCode": 1, "labels": {"team": "blue"}}""".formatted(id)));
  }

  @Test
  void refusesANameThatIsTaken() throws Exception {
    start(command("sleep", "1000").put("name", "web"));

    assertThat(node.failure("container/run", command("true").put("name", "web")))
        .isEqualTo(CallError.of("NAME_TAKEN", "there is a container named web already")
            .with(JsonNodeFactory.instance.objectNode().put("name", "web")));
    node.root().abort(CallError.cancelled());
    assertThat(node.root().awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(node.root().tree().released()).containsExactly("container web");
  }

  @Test
  void removesWhatRunsOnlyByForce() throws Exception {
    var id = start(command("sleep", "1000").put("name", "web"));

    var refused = node.failure("container/remove", id("web"));
    var removed = node.invoke("container/remove", id("web").put("force", true));

    assertThat(refused.code()).isEqualTo("CONTAINER_RUNNING");
    assertThat(refused.message()).contains("use force");
    assertThat(removed).isEqualTo(id(id).put("removed", true));
    assertThat(node.failure("container/remove", id(id)).code()).isEqualTo("CONTAINER_NOT_FOUND");
    node.root().abort(CallError.cancelled());
    assertThat(node.root().awaitQuiet(Duration.ofSeconds(10))).isTrue();
    assertThat(node.root().tree().released()).isEmpty();
  }

  @Test
  void whoFollowsWorkThatIsRemovedHearsItsEnd() throws Exception {
    var id = start(shell("echo first; exec sleep 1000"));

    try (var log = node.follow(id)) {
      assertThat(log.next()).isPresent();
      node.invoke("container/remove", id(id).put("force", true));
      assertThat(log.next()).isEmpty();
    }
  }

  @Test
  void anAbortedRootLeavesNothingRunning() throws Exception {
    var pids = new ArrayList<Long>();
    for (var name : List.of("a-1", "b-2", "c-3")) {
      var id = start(shell("sleep 1000 & echo $!; echo $$; wait").put("name", name));
      try (var log = node.follow(id)) {
        pids.add(Long.parseLong(log.next().orElseThrow().path("text").textValue()));
        pids.add(Long.parseLong(log.next().orElseThrow().path("text").textValue()));
      }
    }

    node.root().abort(CallError.cancelled());

    assertThat(node.root().awaitQuiet(Duration.ofSeconds(20))).isTrue();
    assertThat(pids).hasSize(6).noneMatch(ProcessContainerTest::lives);
    assertThat(node.root().tree().released())
        .containsExactlyInAnyOrder("container a-1", "container b-2", "container c-3");
    node.nextRoot();
    assertThat(node.states()).isEmpty();
  }

  @Test
  void aNormalEndLeavesWorkAlone() throws Exception {
    start(command("sleep", "1000").put("name", "web"));

    node.nextRoot();

    assertThat(node.states()).containsExactly("web running");
  }

  @Test
  void aClosedNodeLeavesNothingRunning() throws Exception {
    var id = start(shell("sleep 1000 & echo $!; wait"));
    long pid;
    try (var log = node.follow(id)) {
      pid = Long.parseLong(log.next().orElseThrow().path("text").textValue());
    }

    node.close();

    assertThat(lives(pid)).isFalse();
  }

  @Test
  void saysWhichProgramIsMissingAndKeepsNothing() throws Exception {
    assertThat(node.failure("container/run", command("no-such-program")).code())
        .isEqualTo("COMMAND_NOT_FOUND");
    assertThat(node.states()).isEmpty();
    assertThat(logs()).isEmpty();
  }

  @Test
  void whoAwaitsWorkThatWasRemovedBeforeItStartedHearsThatItIsGone() throws Exception {
    var request = RunRequest.parse(command("true"), ProviderChoice.PROCESS, Labels.USUAL);
    var container = new ProcessContainer(request, new LogFolder(folder), _ -> {});

    container.remove();

    assertThatThrownBy(container::await).isInstanceOf(CallException.class)
        .hasMessageStartingWith("CONTAINER_NOT_FOUND");
  }

  @Test
  void aProcessHasNoImage() throws Exception {
    var error = node.failure("container/run",
        command("true").put("image", "busybox").put("provider", "process"));

    assertThat(error.is(ProtocolCode.INVALID_INPUT)).isTrue();
    assertThat(error.message()).startsWith("/image: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"provider\": \"docker\"}", "{\"image\": \"busybox\"}"})
  void saysWhenDockerIsNeededAndNotThere(String more) throws Exception {
    var input = command("true").setAll((ObjectNode) new JsonMapper().readTree(more));

    assertThat(node.failure("container/run", input).code()).isEqualTo("DOCKER_UNAVAILABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"command\": []}", "{\"command\": [\"a\"], \"ports\": []}",
      "{\"command\": [\"a\"], \"name\": \"-\"}", "{\"command\": [\"a\"], \"provider\": \"vm\"}",
      "{\"command\": [\"a\"], \"labels\": {\"alknet.run\": \"x\"}}"})
  void refusesWhatDoesNotFit(String input) throws Exception {
    assertThat(node.failure("container/run", new JsonMapper().readTree(input))
        .is(ProtocolCode.INVALID_INPUT)).isTrue();
  }

  private List<Path> logs() throws IOException {
    try (var all = Files.walk(folder.resolve("logs"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private String pipe() throws Exception {
    var pipe = folder.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    return pipe;
  }

  private JsonNode run(JsonNode input) throws InterruptedException {
    return node.invoke("container/run", input);
  }

  private String start(JsonNode input) throws InterruptedException {
    return run(input).path("id").textValue();
  }

  private int waitFor(String id) throws InterruptedException {
    return node.invoke("container/wait", id(id)).path("exitCode").intValue();
  }

  private static boolean lives(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException _) {
      return false;
    }
  }
}
