package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.OperationFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A node with the container family, and one root call to use it in.
final class TestNode implements AutoCloseable {
  static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));

  private final Node node;
  private Call root = Call.root(CallId.random(), Deadline.NONE);

  TestNode(OperationFamily... families) {
    node = Node.open(List.of(families));
  }

  Node node() {
    return node;
  }

  Call root() {
    return root;
  }

  /// Begins another root call; what the one before has started is no concern of it.
  void nextRoot() {
    root = Call.root(CallId.random(), Deadline.NONE);
  }

  JsonNode invoke(String name, JsonNode input) throws InterruptedException {
    var output = node.operatorEnv(root).invoke(name, input);
    var violations = spec(name).output().violations(output);
    if (!violations.isEmpty()) {
      throw new AssertionError(name + " broke its schema: " + violations);
    }
    return output;
  }

  CallError failure(String name, JsonNode input) throws InterruptedException {
    try {
      throw new AssertionError(name + " answered " + node.operatorEnv(root).invoke(name, input));
    } catch (CallException e) {
      return e.error();
    }
  }

  Subscription follow(String id) {
    return node.operatorEnv(root).subscribe("container/logs", id(id).put("follow", true));
  }

  List<JsonNode> logs(JsonNode input) throws InterruptedException {
    var items = new ArrayList<JsonNode>();
    try (var log = node.operatorEnv(root).subscribe("container/logs", input)) {
      for (var item = log.next(); item.isPresent(); item = log.next()) {
        var violations = spec("container/logs").output().violations(item.get());
        if (!violations.isEmpty()) {
          throw new AssertionError("container/logs broke its schema: " + violations);
        }
        items.add(item.get());
      }
    }
    return items;
  }

  List<String> lines(JsonNode input) throws InterruptedException {
    return logs(input).stream().map(item -> item.path("text").textValue()).toList();
  }

  List<String> states() throws InterruptedException {
    return invoke("container/list", JsonNodeFactory.instance.objectNode())
        .valueStream()
        .map(entry -> entry.path("name").textValue() + " " + entry.path("state").textValue())
        .toList();
  }

  private OperationSpec spec(String name) {
    return node.registry().find(name).orElseThrow().spec();
  }

  static ObjectNode id(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  static ObjectNode command(String... words) {
    var input = JsonNodeFactory.instance.objectNode();
    List.of(words).forEach(input.putArray("command")::add);
    return input;
  }

  static ObjectNode shell(String script) {
    return command("sh", "-c", script);
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
