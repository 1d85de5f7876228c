package dev.alknet.repl.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogChoiceTest {
  @Test
  void takesANameForWhereCallsGo() throws Exception {
    try (var node = node()) {
      assertThat(choose(node, "", "web")).containsExactly(new LogSource("", "web", "web"));
      assertThat(choose(node, "w1", "web")).containsExactly(new LogSource("w1", "web", "web"));
    }
  }

  @Test
  void takesANodeBeforeASlash() throws Exception {
    try (var node = node()) {
      assertThat(choose(node, "w2", "local/web", "w1/job")).containsExactly(
          new LogSource("", "web", "local/web"), new LogSource("w1", "job", "w1/job"));
    }
  }

  @Test
  void takesAStarForAllThatAreCalledSo() throws Exception {
    try (var node = node()) {
      assertThat(choose(node, "", "web-*")).containsExactly(new LogSource("", "web-1", "web-1"),
          new LogSource("", "web-2", "web-2"));
      assertThat(choose(node, "", "w*/*")).extracting(LogSource::label)
          .containsExactly("w1/web-1", "w1/other", "w2/web-1", "w2/other");
      assertThat(choose(node, "", "none-*", "nobody/web")).isEmpty();
    }
  }

  @Test
  void takesNothingTwice() throws Exception {
    try (var node = node()) {
      assertThat(choose(node, "", "web-1", "web-1", "web-1*")).hasSize(1);
    }
  }

  @Test
  void saysWhyANodeThatStandsAloneCannotBeAsked() throws IOException {
    try (var node = Node.open(List.of())) {
      assertThatThrownBy(() -> choose(node, "", "*")).isInstanceOf(CallException.class)
          .hasMessageContaining("container/list");
    }
  }

  private static List<LogSource> choose(Node node, String used, String... words)
      throws InterruptedException {
    return new LogChoice(node.operatorEnv(Call.root(CallId.random(), Deadline.NONE)), used)
        .of(List.of(words));
  }

  /// A node with two containers of its own, and two peers with one of their own and one of Docker's.
  private static Node node() {
    var node = Node.open(List.of(() -> List.of(
        Operation.local(OperationSpec.query("container/list").build(),
            (_, _) -> own("web-1", "web-2")))));
    for (var peer : List.of("w1", "w2")) {
      var overlay = new PeerOverlay(node.registry());
      overlay.addImported(List.of(imported("container/list", (_, _) -> own("web-1")),
          imported("docker/container/list", (_, _) -> dockers("other"))));
      node.peers().attach(peer, overlay);
    }
    return node;
  }

  private static Operation imported(String name, Handler.Once handler) {
    return new Operation(OperationSpec.query(name).build(), handler, Provenance.FROM_CALL, null,
        ScopedEnv.none());
  }

  private static JsonNode own(String... names) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var name : names) {
      list.addObject().put("id", "id of " + name).put("name", name);
    }
    return list;
  }

  private static JsonNode dockers(String name) {
    var list = JsonNodeFactory.instance.arrayNode();
    list.addObject().put("Id", "id of " + name).putArray("Names").add("/" + name);
    return list;
  }
}
