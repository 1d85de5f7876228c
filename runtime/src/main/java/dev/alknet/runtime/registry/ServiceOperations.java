package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.NearestNames;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Discovery: what this node serves, as operations. Shows external curated operations that the
/// caller may call and what is offered on its connection, and of imports only what somebody asks
/// for by peer, on a node that tells. Source: call.md §19.
final class ServiceOperations {
  private final Registry registry;
  private final @Nullable Peers peers;

  private ServiceOperations(Registry registry, @Nullable Peers peers) {
    this.registry = registry;
    this.peers = peers;
  }

  /// `peers` is absent on a node that does not tell about them.
  static List<Operation> over(Registry registry, @Nullable Peers peers) {
    var services = new ServiceOperations(registry, peers);
    var own = Stream.of(services.list(), services.schema());
    return peers == null
        ? own.toList()
        : Stream.concat(own, Stream.of(new PeerListing(registry, peers).operation())).toList();
  }

  private Operation list() {
    return Operation.local(OperationSpec.query("services/list")
        .description("Lists the operations of this node that the caller may call.")
        .input("""
            {"type": ["object", "null"], "additionalProperties": false}""")
        .output("""
            {"type": "object", "required": ["operations"],
             "properties": {"operations": {"type": "array"}}}""")
        .build(), this::list);
  }

  private Operation schema() {
    return Operation.local(OperationSpec.query("services/schema")
        .description("Describes one operation: its schemas, errors and access control.")
        .input("""
            {"type": ["object", "null"], "properties": {
              "name": {"description": "Operation name, such as container/run"}%s}}"""
            .formatted(peers == null ? "" : """
                , "peer": {"type": ["string", "null"],
                  "description": "The peer that serves it; this node when absent."}"""))
        .output("""
            {"type": "object", "required": ["name", "op_type"]}""")
        .build(), this::schema);
  }

  private JsonNode list(JsonNode input, CallContext context) {
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("operations");
    Discovery.servedHere(registry, context).forEach(spec -> list.add(spec.summary()));
    return answer;
  }

  private JsonNode schema(JsonNode input, CallContext context) {
    var field = input.path("name");
    if (!field.isTextual()) {
      throw new CallException(CallError.invalidInput("missing required field: name"));
    }
    var name = OperationName.canonical(field.textValue());
    var shown = shown(input, context);
    return shown.stream()
        .filter(spec -> spec.name().value().equals(name))
        .findFirst()
        .orElseThrow(() -> new CallException(CallError.notFound(name,
            NearestNames.of(name, shown.stream().map(spec -> spec.name().value()).toList()))))
        .toJson();
  }

  private List<OperationSpec> shown(JsonNode input, CallContext context) {
    var peer = input.path("peer").asText(Peers.LOCAL);
    if (!input.hasNonNull("peer") || peer.equals(Peers.LOCAL)) {
      return Discovery.servedHere(registry, context);
    }
    if (peers == null) {
      throw new CallException(CallError.invalidInput("this node does not tell about its peers"));
    }
    return Discovery.imported(peers, peer, context);
  }
}
