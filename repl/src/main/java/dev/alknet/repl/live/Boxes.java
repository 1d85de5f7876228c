package dev.alknet.repl.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The containers and processes of a node: those that were started through it, and whatever else its Docker
/// daemon has.
public final class Boxes {
  private static final CallOptions OPTIONS = CallOptions.within(Duration.ofSeconds(2));

  private static final JsonNode ALL = JsonNodeFactory.instance.objectNode().put("all", true);

  private Boxes() {}

  /// All that the caller may see there. Throws [CallException] when neither can be asked for.
  public static List<FleetNode.Box> of(Env there) throws InterruptedException {
    var boxes = new LinkedHashMap<String, FleetNode.Box>();
    CallException trouble = null;
    try {
      there.invoke("container/list", JsonNodeFactory.instance.objectNode(), OPTIONS)
          .forEach(row -> add(boxes, own(row)));
    } catch (CallException e) {
      trouble = e;
    }
    try {
      there.invoke("docker/container/list", ALL, OPTIONS).forEach(row -> add(boxes, other(row)));
    } catch (CallException _) {
      if (trouble != null) {
        throw trouble; // otherwise it is a node without a Docker daemon
      }
    }
    return List.copyOf(boxes.values());
  }

  private static void add(Map<String, FleetNode.Box> boxes, FleetNode.Box box) {
    boxes.putIfAbsent(box.id(), box);
  }

  private static FleetNode.Box own(JsonNode row) {
    return new FleetNode.Box(row.path("id").asText(), row.path("name").asText(),
        row.path("provider").asText(), row.path("image").asText(""), row.path("state").asText());
  }

  private static FleetNode.Box other(JsonNode row) {
    return new FleetNode.Box(row.path("Id").asText(),
        row.path("Names").path(0).asText(row.path("Id").asText()).replaceFirst("^/", ""), "docker",
        row.path("Image").asText(), row.path("State").asText());
  }
}
