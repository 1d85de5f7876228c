package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Tells callers about themselves: `access/whoami`, as whom this node knows one, and `access/can`, whether
/// it would admit a call of one.
///
/// Everybody may ask, and hears no more than the calls themselves would tell.
public final class CallerOperations implements OperationFamily {
  private record Place(Dispatcher dispatcher, Registry registry) {}

  private final Peers peers;
  private volatile @Nullable Place place;

  /// The operations of a node with these peers.
  public CallerOperations(Peers peers) {
    this.peers = peers;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("access/whoami")
            .description("Says as whom this node knows its caller, and what it has granted him.")
            .input("""
                {"type": ["object", "null"], "additionalProperties": false}""")
            .output(
                """
                {"type": "object", "required": ["operator", "scopes", "resources"], "properties": {
                  "id": {"type": "string", "description": "His name here; absent for nobody."},
                  "key": {"type": "string",
                    "description": "The key that his connection has proved, if any."},
                  "operator": {"type": "boolean", "description": "Whether he may do everything."},
                  "scopes": {"type": "array", "items": {"type": "string"}},
                  "resources": {"type": "object", "description": "Actions by type of resource."}}}""")
            .build(), (_, context) -> who(context)),
        Operation.local(OperationSpec.query("access/can")
            .description("Says whether this node would admit a call of its caller; calls nothing.")
            .input("""
                {"type": "object", "required": ["operation"], "additionalProperties": false,
                 "properties": {
                  "operation": {"type": "string", "description": "Which operation would be called."},
                  "input": {"description": "With what input; null when absent."}}}""")
            .output("""
                {"type": "object", "required": ["operation", "as", "allowed"], "properties": {
                  "operation": {"type": "string", "description": "Which operation."},
                  "as": {"type": "string", "description": "The caller's name here, or anonymous."},
                  "allowed": {"type": "boolean", "description": "Whether its handler would run."},
                  "error": {"type": "object",
                    "description": "What the caller would be told, when it is refused."}}}""")
            .build(), this::can));
  }

  @Override
  public void attached(Dispatcher dispatcher, Registry registry) {
    place = new Place(dispatcher, registry);
  }

  private static JsonNode who(CallContext context) {
    var json = JsonNodeFactory.instance.objectNode();
    var identity = context.identity();
    if (identity != null) {
      json.put("id", identity.id());
    }
    var key = context.proved();
    if (key != null) {
      json.put("key", key.text());
    }
    json.put("operator", identity != null && identity.operator());
    var scopes = json.putArray("scopes");
    var resources = json.putObject("resources");
    if (identity != null) {
      new TreeSet<>(identity.scopes()).forEach(scopes::add);
      new TreeMap<>(identity.resources()).forEach((type, actions) -> new TreeSet<>(actions)
          .forEach(resources.putArray(type)::add));
    }
    return json;
  }

  private JsonNode can(JsonNode input, CallContext context) {
    var here = place;
    if (here == null) {
      throw new IllegalStateException("the family is attached to no node");
    }
    var caller = Caller.outside(context.identity(), null, Layers.of(here.registry, peers));
    var wanted = input.has("input") ? input.path("input") : NullNode.instance;
    var explanation =
        here.dispatcher.explain(caller, input.path("operation").textValue(), wanted).toJson();
    explanation.remove("steps");
    return explanation;
  }
}
