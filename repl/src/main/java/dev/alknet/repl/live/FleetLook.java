package dev.alknet.repl.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.registry.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Looks at all nodes at once: asks each for `node/status` and `container/list`. A node that does not
/// answer in time is in trouble, and holds nobody up. `own` tells about this node where it has no
/// `node/status`.
public record FleetLook(Env env, Own own) {
  private static final CallOptions OPTIONS = CallOptions.within(Duration.ofSeconds(2));

  /// What this node says about itself.
  @FunctionalInterface
  public interface Own {
    JsonNode status();
  }

  /// This node and every peer, as they are now.
  public List<FleetNode> nodes() throws InterruptedException {
    var looks = new ArrayList<Callable<FleetNode>>();
    looks.add(() -> node(Peers.LOCAL, "", env));
    env.peers().forEach(peer -> looks.add(() -> node(peer, peer, env.peer(peer))));
    var nodes = new ArrayList<FleetNode>();
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var look : each.invokeAll(looks)) {
        nodes.add(known(look));
      }
    }
    return nodes;
  }

  private static FleetNode known(Future<FleetNode> look) throws InterruptedException {
    try {
      return look.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at a node has met a bug", e.getCause());
    }
  }

  private FleetNode node(String name, String peer, Env there) throws InterruptedException {
    var status = ask(there, "node/status");
    var boxes = ask(there, "container/list");
    var about = status.answer == null && peer.isEmpty() ? own.status() : status.answer;
    var trouble = boxes.error != null && status.error != null && !peer.isEmpty()
        ? boxes.error.code()
        : "";
    return new FleetNode(name, peer, trouble, about == null ? null : load(about),
        boxes.answer == null ? List.of() : boxes(boxes.answer),
        about == null ? List.of() : calls(about));
  }

  /// What came, or why nothing did.
  private record Answer(@Nullable JsonNode answer, @Nullable CallError error) {}

  private static Answer ask(Env there, String operation) throws InterruptedException {
    try {
      return new Answer(there.invoke(operation, JsonNodeFactory.instance.objectNode(), OPTIONS),
          null);
    } catch (CallException e) {
      return new Answer(null, e.error());
    }
  }

  private static FleetNode.Load load(JsonNode status) {
    return new FleetNode.Load(status.path("load").asDouble(-1), status.path("processors").asInt(-1),
        status.path("memory_bytes").asLong(-1), status.path("memory_total_bytes").asLong(-1),
        status.path("uptime_ms").asLong(-1));
  }

  private static List<FleetNode.Box> boxes(JsonNode list) {
    return list.valueStream()
        .map(row -> new FleetNode.Box(row.path("id").asText(), row.path("name").asText(),
            row.path("provider").asText(), row.path("image").asText(""),
            row.path("state").asText()))
        .toList();
  }

  private static List<FleetNode.Running> calls(JsonNode status) {
    return status.path("calls")
        .valueStream()
        .filter(call -> !call.path("operation").asText().equals("node/status"))
        .map(call -> new FleetNode.Running(call.path("operation").asText(),
            call.path("caller").asText(), call.path("seconds").asDouble()))
        .toList();
  }
}
