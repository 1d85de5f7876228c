package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.NodeStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What the running node of this home says about itself.
record RunningStatus(String key, List<String> addresses, List<String> peers) {
  /// Asks it; empty when none is running.
  static Optional<RunningStatus> ask(AlkCommand alk) throws IOException, InterruptedException {
    try (var node = alk.assembly().connect()) {
      var root = Call.root(CallId.random(), Deadline.NONE);
      var answer = node.operatorEnv(root)
          .invoke(NodeStatus.NAME, JsonNodeFactory.instance.objectNode());
      return Optional.of(new RunningStatus(answer.path("key").asText(),
          texts(answer.path("addresses")), texts(answer.path("peers"))));
    } catch (NoNodeException _) {
      return Optional.empty();
    } catch (CallException e) {
      throw new IOException("the running node does not say how it is: " + e.getMessage(), e);
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
