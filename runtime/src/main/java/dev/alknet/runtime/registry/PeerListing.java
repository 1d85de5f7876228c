package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;

/// `services/list-peers`: what the attached peers serve this node. Information only: none of it
/// becomes callable from outside by being listed. Source: call.md §19.3.
final class PeerListing {
  private final Registry registry;
  private final Peers peers;

  PeerListing(Registry registry, Peers peers) {
    this.registry = registry;
    this.peers = peers;
  }

  Operation operation() {
    return Operation.local(OperationSpec.query("services/list-peers")
        .description("Lists what this node and each of its peers serve, as far as the caller may.")
        .input("""
            {"type": ["object", "null"], "additionalProperties": false}""")
        .output("""
            {"type": "object", "required": ["peers"],
             "properties": {"peers": {"type": "array"}}}""")
        .build(), this::list);
  }

  private JsonNode list(JsonNode input, CallContext context) {
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("peers");
    add(list, Peers.LOCAL, Discovery.served(registry, context));
    for (var id : peers.ids()) {
      add(list, id, Discovery.imported(peers, id, context));
    }
    return answer;
  }

  private static void add(ArrayNode list, String id, List<OperationSpec> specs) {
    if (!specs.isEmpty()) {
      var operations = list.addObject().put("peer_id", id).putArray("operations");
      specs.forEach(spec -> operations.add(spec.summary()));
    }
  }
}
