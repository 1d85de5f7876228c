package dev.alknet.stdlib.container;

import static dev.alknet.stdlib.container.TestNode.command;
import static dev.alknet.stdlib.container.TestNode.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.stdlib.Owners;
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DockerContainerTest {
  private static final String FIRST = "abc000000000";

  @TempDir
  Path folder;

  private final MemoryDocker docker = new MemoryDocker();
  private TestNode node = new TestNode();

  @BeforeEach
  void openTheNode() {
    node = node(ProviderChoice.AUTO);
  }

  @AfterEach
  void closeTheNode() throws IOException {
    node.close();
  }

  @Test
  void createsAndStartsFromAnImageThatIsThere() throws Exception {
    docker.images.add("alpine:latest");

    var started = node.invoke("container/run", command("true").put("name", "web"));

    assertThat(started).isEqualTo(id(FIRST).put("name", "web")
        .put("provider", "docker")
        .put("image", "alpine:latest"));
    assertThat(docker.diary).containsExactly("ping", "inspect web", "image alk/busybox:latest",
        "image busybox:latest", "image alpine:latest", "create web alpine:latest",
        "start " + FIRST);
  }

  @Test
  void pullsTheUsualImageWhenNoneIsThere() throws Exception {
    var name = node.invoke("container/run", command("true")).path("name").textValue();

    assertThat(name).matches("run-[0-9a-f]{6}");
    assertThat(docker.diary).containsExactly("ping", "image alk/busybox:latest",
        "image busybox:latest", "image alpine:latest", "pull busybox:latest",
        "create " + name + " busybox:latest", "start " + FIRST);
  }

  @Test
  void pullsANamedImageThatIsMissing() throws Exception {
    docker.registry.add("team/tool:2");

    node.invoke("container/run", command("true").put("name", "web").put("image", "team/tool:2"));

    assertThat(docker.diary).containsExactly("ping", "inspect web", "create web team/tool:2",
        "pull team/tool:2", "create web team/tool:2", "start " + FIRST);
  }

  @Test
  void passesAFailedPullOn() throws Exception {
    assertThat(node.failure("container/run", command("true").put("image", "none")))
        .isEqualTo(CallError.of("IMAGE_PULL_FAILED", "IMAGE_PULL_FAILED"));
    assertThat(docker.containers).isEmpty();
  }

  @Test
  void handsTheEnvironmentAndTheLabelsOn() throws Exception {
    docker.images.add("busybox:latest");
    var input = command("true");
    input.putObject("env").put("A", "b");
    input.putObject("labels").put("team", "blue");

    node.invoke("container/run", input.put("name", "web"));

    assertThat(docker.creations).containsExactly(new JsonMapper().readTree("""
        {"image": "busybox:latest", "name": "web", "command": ["true"], "env": {"A": "b"},
         "labels": {"team": "blue"}, "owner": "operator"}"""));
  }

  @Test
  void aNameThatTheDaemonKnowsIsTaken() throws Exception {
    docker.images.add("busybox:latest");
    docker.put("fff000000000", "web", "exited");

    assertThat(node.failure("container/run", command("true").put("name", "web")).code())
        .isEqualTo("NAME_TAKEN");
    assertThat(docker.diary).doesNotContain("create web busybox:latest");
  }

  @Test
  void aNameThatSomebodyElseTookMeanwhileIsTakenToo() throws Exception {
    docker.images.add("busybox:latest");
    docker.put("fff000000000", "web", "running");
    docker.disown("fff000000000");

    assertThat(node.failure("container/run", command("true").put("name", "web")).code())
        .isEqualTo("NAME_TAKEN");
    abort();
    assertThat(docker.containers).containsOnlyKeys("fff000000000");
    assertThat(node.root().tree().released()).isEmpty();
  }

  @Test
  void removesWhatDoesNotStart() throws Exception {
    docker.images.add("busybox:latest");
    docker.starts = false;

    assertThat(node.failure("container/run", command("true").put("name", "web")).code())
        .isEqualTo("DOCKER_ERROR");
    assertThat(docker.containers).isEmpty();
    assertThat(docker.diary).endsWith("start " + FIRST, "remove --force " + FIRST);
  }

  @Test
  void saysWhichProgramTheImageLacks() throws Exception {
    docker.images.add("busybox:latest");
    docker.starts = false;
    docker.startWords = "exec: \"no-such\": executable file not found in $PATH: unknown";

    assertThat(node.failure("container/run", command("no-such")))
        .isEqualTo(CallError.of("COMMAND_NOT_FOUND",
            "cannot run 'no-such': the image has no such program")
            .with(JsonNodeFactory.instance.objectNode().put("command", "no-such")));
    assertThat(docker.containers).isEmpty();
  }

  @Test
  void anAbortedRootRemovesWhatItStarted() throws Exception {
    docker.images.add("busybox:latest");
    node.invoke("container/run", command("true").put("name", "a-1"));
    node.invoke("container/run", command("true").put("name", "b-2"));

    abort();

    assertThat(docker.containers).isEmpty();
    assertThat(node.root().tree().released())
        .containsExactlyInAnyOrder("container a-1", "container b-2");
  }

  @Test
  void aNormalEndLeavesWorkAlone() throws Exception {
    docker.images.add("busybox:latest");
    node.invoke("container/run", command("true").put("name", "web"));

    node.close();

    assertThat(docker.containers).containsOnlyKeys(FIRST);
  }

  @Test
  void removedWorkIsNotReportedAgain() throws Exception {
    docker.images.add("busybox:latest");
    node.invoke("container/run", command("true").put("name", "web"));
    node.invoke("container/remove", id("web").put("force", true));

    abort();

    assertThat(node.root().tree().released()).isEmpty();
  }

  @Test
  void workThatSomebodyElseRemovedIsNotReported() throws Exception {
    docker.images.add("busybox:latest");
    node.invoke("container/run", command("true").put("name", "web"));
    docker.containers.clear();

    abort();

    assertThat(node.root().tree().released()).isEmpty();
  }

  @Test
  void anAbortWhileTheDaemonCreatesLosesNothing() throws Exception {
    docker.images.add("busybox:latest");
    docker.mayCreate = new CountDownLatch(1);
    var running = background(command("true").put("name", "web"));
    docker.creating.await();

    node.root().abort(CallError.cancelled());
    running.get();
    docker.mayCreate.countDown();

    assertThat(node.root().awaitQuiet(Duration.ofSeconds(20))).isTrue();
    assertThat(docker.containers).isEmpty();
    assertThat(docker.diary).endsWith("create web busybox:latest", "remove --force " + FIRST);
    assertThat(node.root().tree().released()).containsExactly("container web");
  }

  @Test
  void anAbortBetweenCreationAndStartLosesNothing() throws Exception {
    docker.images.add("busybox:latest");
    docker.mayStart = new CountDownLatch(1);
    var running = background(command("true").put("name", "web"));
    docker.starting.await();

    node.root().abort(CallError.cancelled());
    running.get();

    assertThat(node.root().awaitQuiet(Duration.ofSeconds(20))).isTrue();
    assertThat(docker.containers).isEmpty();
    assertThat(node.root().tree().released()).containsExactly("container web");
  }

  @Test
  void aTimeoutOfThisCallAloneLosesNothing() throws Exception {
    docker.images.add("busybox:latest");
    docker.mayStart = new CountDownLatch(1);
    var options = CallOptions.within(Duration.ofMillis(200));

    try {
      node.node()
          .operatorEnv(node.root())
          .invoke("container/run", command("true").put("name", "web"), options);
      throw new AssertionError("it started");
    } catch (CallException e) {
      assertThat(e.error()).isEqualTo(CallError.timeout());
    }

    assertThat(node.root().awaitQuiet(Duration.ofSeconds(20))).isTrue();
    assertThat(docker.containers).isEmpty();
    assertThat(node.root().aborted()).isNull();
  }

  @Test
  void findsFollowsAndAwaitsAContainer() throws Exception {
    docker.put("abcdef123456", "web", "exited");

    assertThat(node.lines(id("abcd").put("follow", true).put("tail", 5))).containsExactly("hello");
    assertThat(node.invoke("container/wait", id("web"))).isEqualTo(
        id("abcdef123456").put("name", "web").put("provider", "docker").put("exitCode", 3));
    assertThat(node.failure("container/wait", id("abc")).code()).isEqualTo("CONTAINER_NOT_FOUND");
    assertThat(docker.diary).containsExactly("ping", "inspect abcd",
        "logs true 5 abcdef123456", "ping", "inspect web", "wait abcdef123456", "ping",
        "inspect abc");
  }

  @Test
  void listsWhatANodeMade() throws Exception {
    docker.put("abcdef123456", "web", "exited");
    docker.put("fff000000000", "other", "running");
    docker.disown("fff000000000");

    assertThat(list()).isEqualTo(new JsonMapper().readTree("""
        [{"id": "abcdef123456", "name": "web", "provider": "docker", "image": "busybox:latest",
          "state": "exited", "exitCode": 3, "labels": {},
          "createdAt": "2026-01-02T03:04:05Z"}]"""));
    assertThat(docker.diary).containsExactly("ping", "list {\"alknet.managed\":\"true\"}");
    assertThat(node.failure("container/remove", id("other").put("force", true)).code())
        .isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void removesWhatRunsOnlyByForce() throws Exception {
    docker.put("abcdef123456", "web", "running");

    assertThat(node.failure("container/remove", id("web")).code())
        .isEqualTo("CONTAINER_RUNNING");
    assertThat(node.invoke("container/remove", id("web").put("force", true)))
        .isEqualTo(id("abcdef123456").put("removed", true));
    assertThat(docker.containers).isEmpty();
  }

  @Test
  void takesAProcessWhereNoDaemonAnswers() throws Exception {
    docker.up = false;

    assertThat(node.invoke("container/run", command("true")).path("provider").textValue())
        .isEqualTo("process");
    assertThat(list()).hasSize(1);
    assertThat(node.failure("container/wait", id("nobody")).code())
        .isEqualTo("CONTAINER_NOT_FOUND");
    assertThat(node.failure("container/run", command("true").put("provider", "docker")).code())
        .isEqualTo("DOCKER_UNAVAILABLE");
  }

  @Test
  void asksAMissingDaemonForNothingButASign() throws Exception {
    docker.up = false;

    list();
    node.failure("container/wait", id("nobody"));
    node.invoke("container/run", command("true").put("name", "a-1"));
    node.invoke("container/run",
        command("true").put("name", "b-2").put("provider", "process"));

    assertThat(docker.unanswered).hasSize(4).containsOnly("ping");
  }

  @Test
  void saysSoWhenADaemonThatAnsweredBeforeIsGone() throws Exception {
    assertThat(list()).isEmpty();
    docker.up = false;

    assertThat(node.failure("container/wait", id("nobody")).code())
        .isEqualTo("DOCKER_UNAVAILABLE");
    assertThat(node.failure("container/list", JsonNodeFactory.instance.objectNode()).code())
        .isEqualTo("DOCKER_UNAVAILABLE");
  }

  @Test
  void theAssemblyMayChooseProcesses() throws Exception {
    node.close();
    node = node(ProviderChoice.PROCESS);

    assertThat(node.invoke("container/run", command("true")).path("provider").textValue())
        .isEqualTo("process");
    assertThat(docker.diary).isEmpty();
  }

  @Test
  void aNameIsTakenAcrossProviders() throws Exception {
    docker.images.add("busybox:latest");
    node.invoke("container/run", command("true").put("name", "web"));

    assertThat(node.failure("container/run",
        command("true").put("name", "web").put("provider", "process")).code())
        .isEqualTo("NAME_TAKEN");
    abort();
    assertThat(docker.containers).isEmpty();
  }

  private TestNode node(ProviderChoice choice) {
    return new TestNode(docker,
        new ContainerFamily(choice, folder.resolve("logs"), TestNode.ENVIRONMENT,
            new Owners(OwnershipStore.KEEPS_NOTHING)));
  }

  private JsonNode list() throws InterruptedException {
    return node.invoke("container/list", JsonNodeFactory.instance.objectNode());
  }

  private void abort() throws InterruptedException {
    node.root().abort(CallError.cancelled());
    assertThat(node.root().awaitQuiet(Duration.ofSeconds(20))).isTrue();
  }

  private FutureTask<CallError> background(JsonNode input) {
    var task = new FutureTask<>(() -> node.failure("container/run", input));
    Thread.ofVirtual().start(task);
    return task;
  }
}
