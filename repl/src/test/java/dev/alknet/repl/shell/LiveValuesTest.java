package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LiveValuesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String HERE =
      "304ab813518754228f9f792f79d6da36359b82d8ecf418096c636725f8c930ad";

  @TempDir
  private Path home = Path.of("");
  @AutoClose
  private final Boot boot = new Boot();
  private final Semaphore arrived = new Semaphore(0);
  private final LiveValues values = new LiveValues(boot, arrived::release);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  @BeforeEach
  void begin() throws Exception {
    boot.start(new Shell.Settings(home, home, this::node, "this node"), (_, _) -> {});
    boot.session();
    while (boot.index().size() == 0 || boot.index("w1").size() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void offersNamesThenIdsOfContainersThatDockerHas() throws Exception {
    assertThat(offered(call("docker/container/stop", ""), "containerId"))
        .containsExactly("web", "304ab8135187");
  }

  @Test
  void offersTagsOfImages() throws Exception {
    assertThat(offered(call("docker/image/remove", ""), "image")).containsExactly("here:1",
        "here:2");
  }

  @Test
  void asksThePeerThatTheCallNames() throws Exception {
    assertThat(offered(call("docker/container/stop", "w1"), "containerId")).containsExactly("job");
    assertThat(offered(call("docker/image/remove", "w1"), "image")).containsExactly("there:1");
    assertThat(offered(call("docker/image/remove", ""), "image")).containsExactly("here:1",
        "here:2");
  }

  @Test
  void asksThePeerThatTheShellUses() throws Exception {
    boot.use("w1");

    assertThat(offered(call("docker/container/stop", ""), "containerId")).containsExactly("job");
    assertThat(offered(call("docker/image/remove", ""), "image")).containsExactly("there:1");
    assertThat(offered(call("docker/image/remove", "local"), "image"))
        .containsExactly("here:1", "here:2");
  }

  @Test
  void doesNotWaitForAListThatHangs() throws Exception {
    assertThat(values.known(call("slow/wait", ""), "id")).isEmpty();
    asked.await();
    assertThat(values.known(call("slow/wait", ""), "id")).isEmpty();

    answer.countDown();

    assertThat(arrived(call("slow/wait", ""), "id")).containsExactly("late");
  }

  private List<String> offered(Completion.Call call, String member) throws InterruptedException {
    assertThat(values.known(call, member)).isEmpty();
    return arrived(call, member);
  }

  /// What there is once it has arrived; a list that came too late is asked for again.
  private List<String> arrived(Completion.Call call, String member) throws InterruptedException {
    while (values.known(call, member).isEmpty()) {
      Thread.onSpinWait();
    }
    arrived.acquire();
    return values.known(call, member);
  }

  private static Completion.Call call(String operation, String peer) {
    return new Completion.Call(operation, peer, false);
  }

  private Node node() {
    var node = Node.open(List.of(() -> List.of(
        Operation.local(query("docker/container/list"),
            (_, _) -> json("[{'Id': '%s', 'Names': ['/web']}]".formatted(HERE))),
        Operation.local(query("container/list"),
            (_, _) -> json("[{'id': 'p1', 'name': 'process', 'provider': 'process'}]")),
        Operation.local(query("docker/image/list"),
            (_, _) -> json("[{'Id': 'sha256:1', 'RepoTags': ['here:1', 'here:2']}]")),
        Operation.local(query("slow/list"), (_, _) -> {
          asked.countDown();
          answer.await();
          return json("[{'id': 'late'}]");
        }))));
    var overlay = new PeerOverlay(node.registry());
    overlay.addImported(List.of(
        imported("docker/container/list", "[{'Id': 'job', 'Names': ['/job']}]"),
        imported("docker/image/list", "[{'Id': 'sha256:2', 'RepoTags': ['there:1']}]")));
    node.peers().attach("w1", overlay);
    return node;
  }

  private static Operation imported(String name, String answer) {
    return new Operation(query(name), (Handler.Once) (_, _) -> json(answer), Provenance.FROM_CALL,
        null, ScopedEnv.none());
  }

  private static OperationSpec query(String name) {
    return OperationSpec.query(name).build();
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
