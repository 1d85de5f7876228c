package dev.alknet.repl.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Looks at nodes: asks each for `node/status` and its [Boxes]. A node that does not answer the first in
/// time is silent, and is asked no more. `here` reaches this node and no peer, `own` tells about it where it
/// has no `node/status`.
public record FleetLook(Env env, Env here, Own own) {
  private static final CallOptions OPTIONS = CallOptions.within(Duration.ofSeconds(2));

  /// What this node says about itself.
  @FunctionalInterface
  public interface Own {
    JsonNode status();
  }

  /// This node and every peer by their names.
  List<String> names() {
    var names = new ArrayList<String>();
    names.add(Peers.LOCAL);
    names.addAll(env.peers());
    return names;
  }

  /// The node of this name as it is now.
  FleetNode node(String name) throws InterruptedException {
    return name.equals(Peers.LOCAL) ? node(name, "", here) : node(name, name, env.peer(name));
  }

  /// This node and every peer, as they are now; waits for all of them.
  public List<FleetNode> nodes() throws InterruptedException {
    var looks = names().stream().<Callable<FleetNode>>map(name -> () -> node(name)).toList();
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
    var status = ask(there);
    if (status.error != null && status.error.is(ProtocolCode.TIMEOUT) && !peer.isEmpty()) {
      return FleetNode.troubled(name, peer, status.error.code());
    }
    var boxes = boxes(there);
    var about = status.answer == null && peer.isEmpty() ? own.status() : status.answer;
    if (boxes.error != null && status.error != null && !peer.isEmpty()) {
      return FleetNode.troubled(name, peer, boxes.error.code());
    }
    return new FleetNode(name, peer, "", about == null ? null : load(about), boxes.list,
        about == null ? List.of() : calls(about));
  }

  /// What came, or why nothing did.
  private record Answer(@Nullable JsonNode answer, @Nullable CallError error) {}

  private static Answer ask(Env there) throws InterruptedException {
    try {
      return new Answer(there.invoke("node/status", JsonNodeFactory.instance.objectNode(), OPTIONS),
          null);
    } catch (CallException e) {
      return new Answer(null, e.error());
    }
  }

  /// What is there, or why that is not known.
  private record Found(List<FleetNode.Box> list, @Nullable CallError error) {}

  private static Found boxes(Env there) throws InterruptedException {
    try {
      return new Found(Boxes.of(there), null);
    } catch (CallException e) {
      return new Found(List.of(), e.error());
    }
  }

  private static FleetNode.Load load(JsonNode status) {
    return new FleetNode.Load(status.path("load").asDouble(-1), status.path("processors").asInt(-1),
        status.path("memory_bytes").asLong(-1), status.path("memory_total_bytes").asLong(-1),
        status.path("uptime_ms").asLong(-1));
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
