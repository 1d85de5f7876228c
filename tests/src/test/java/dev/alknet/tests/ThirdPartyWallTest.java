package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.escape.Attacks;
import dev.alknet.repl.escape.Trial;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.Wall;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.ProviderChoice;
import dev.alknet.stdlib.Stdlib;
import dev.alknet.stdlib.StdlibOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scripts of third parties run in a container that has nothing, and do there what they do elsewhere.
@Timeout(300)
class ThirdPartyWallTest {
  /// Of this run alone: one that was killed leaves containers behind.
  private static final String LABEL = "alknet-test-wall-" + UUID.randomUUID();
  /// Every so many-th attack is tried; `-Dattacks=all` tries all of them.
  private static final int STEP = "all".equals(System.getProperty("attacks")) ? 1 : 40;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DOCKER_HOST", System.getenv()
          .getOrDefault("DOCKER_HOST",
              "unix:///var/run/docker.sock"));

  @TempDir
  private Path folder = Path.of("");

  @AutoClose
  private Node node = Node.open(List.of());

  @BeforeEach
  void open() {
    node = node(ENVIRONMENT);
  }

  private Node node(Map<String, String> environment) {
    var none = NodeSupplies.NONE;
    var families = new ArrayList<>(Stdlib.families(new StdlibOptions(ProviderChoice.PROCESS,
        folder, ENVIRONMENT, OwnershipStore.KEEPS_NOTHING, Labels.USUAL)));
    families.add(() -> List.of(
        Operation.local(OperationSpec.query("test/echo").build(), (input, _) -> input)));
    return Node.open(families, new NodeSupplies(none.ownership(), none.grants(),
        none.identities(), none.log(), none.sessions(),
        Stdlib.thirdPartyWall(environment, new Labels(LABEL))));
  }

  @Test
  void refusesWhereThereIsNoEngine() throws Exception {
    try (var alone = node(Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock"))) {
      assertThatThrownBy(() -> session(alone, ResourceLimits.NONE)).isInstanceOf(IOException.class)
          .hasMessage(
              "a script of a third party runs in a container without network only: no Docker"
                  + " daemon answers at unix:///nowhere/docker.sock; if you answer for it yourself, run"
                  + " it with --untrusted");
    }
  }

  @Test
  void givesTheSameResultsAsTheOtherWalls() throws Exception {
    Provider.DOCKER.require();
    Files.writeString(folder.resolve("twice.mjs"), "export const twice = (n) => 2 * n;");
    var lines = List.of("1 + 1", "await env.invoke('test/echo', { a: [1, 'ä', null] })",
        "(await import('./twice.mjs')).twice(21)", "await import('./none.mjs')",
        "throw new Error('odd')",
        "env.register('my/thing', async ({ n }) => n + await env.invoke('test/echo', 1)); await ops.my.thing({ n: 1 })",
        "await env.invoke('no/such')", "eval('1')", "new Uint8Array([1, 2])",
        "[typeof fetch, typeof process]",
        "const { toArray, pipe, map } = await import('alk:streams'); await toArray(pipe([1, 2], map((n) => n + 1)))",
        "await env.batch([{ name: 'test/echo', input: 1 }, { name: 'no/such' }])");

    try (var contained = session(node, ResourceLimits.NONE);
        var here = node.session(folder, (_, _) -> {})) {
      for (var line : lines) {
        assertThat(words(contained, line)).as(line).isEqualTo(words(here, line));
      }
    }
  }

  @Test
  void theContainerHasNothingAndIsGoneAfterwards() throws Exception {
    Provider.DOCKER.require();
    JsonNode container;
    try (var session = session(node, ResourceLimits.NONE)) {
      assertThat(words(session, "1")).isEqualTo("value 1");
      container = call("docker/container/inspect", JsonNodeFactory.instance.objectNode()
          .put("containerId", ours().path(0).path("Id").asText()));
    }

    var host = container.path("HostConfig");
    assertThat(host.path("NetworkMode").asText()).isEqualTo("none");
    assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(host.path("CapDrop").toString()).isEqualTo("[\"ALL\"]");
    assertThat(host.path("SecurityOpt").toString()).isEqualTo("[\"no-new-privileges\"]");
    assertThat(host.path("PidsLimit").asInt()).isEqualTo(128);
    assertThat(host.path("Memory").asLong()).isPositive()
        .isEqualTo(host.path("MemorySwap").asLong());
    assertThat(container.path("Config").path("User").asText()).isEqualTo("65534:65534");
    assertThat(container.path("Mounts")).isNotEmpty()
        .allSatisfy(mount -> assertThat(mount.path("RW").asBoolean()).isFalse());
    awaitNone();
  }

  @Test
  void stopsWhatReactsToNothing() throws Exception {
    Provider.DOCKER.require();
    try (var session = session(node, ResourceLimits.NONE.with(Limit.WALL, 2000))) {
      assertThat(words(session, "Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1)"))
          .isEqualTo("stopped " + CallError.RESOURCE_LIMIT);
    }
    awaitNone();
  }

  @Test
  void holdsAttacks() throws Exception {
    Provider.DOCKER.require();
    var attacks = Attacks.behind(Wall.CONTAINER);
    var wrong = new ArrayList<String>();

    try (var trial = new Trial(node, Origin.THIRD_PARTY, folder)) {
      for (int i = 0; i < attacks.size(); i += STEP) {
        var attack = attacks.get(i);
        trial.run(attack).ifPresent(text -> wrong.add(attack.name() + ": " + text));
      }
    }

    assertThat(wrong).isEmpty();
  }

  private Session session(Node at, ResourceLimits limits)
      throws IOException, InterruptedException {
    return at.session(Origin.THIRD_PARTY,
        at.operatorSession(folder, (_, _) -> {}, limits));
  }

  private static String words(Session session, String line) throws InterruptedException {
    return switch (session.eval(line, "line", Deadline.NONE)) {
      case Evaluation.Finished(var json, var display, _) ->
        "value " + (json == null ? display : json);
      case Evaluation.Failed(var failure, _) ->
        "failure " + failure.message() + " " + failure.error();
      case Evaluation.Aborted(var reason, _) -> "stopped " + reason.code();
    };
  }

  /// The containers that this test has made and that are there.
  private JsonNode ours() throws InterruptedException {
    var input = JsonNodeFactory.instance.objectNode().put("all", true);
    input.putObject("labels").put(LABEL + ".wall", "third-party");
    return call("docker/container/list", input);
  }

  /// Whoever closes a session does not wait for the engine.
  private void awaitNone() throws InterruptedException {
    while (!ours().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private JsonNode call(String name, JsonNode input) throws InterruptedException {
    return node.operatorEnv(Call.root(CallId.random(), Deadline.NONE)).invoke(name, input);
  }
}
