package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells an operator why this node would admit or refuse a call: `access/explain`.
///
/// Tells what callers are not told, such as who owns what, so it asks for the scope
/// `access:explain`, which nobody but the operator has unless it is granted to him.
public final class AccessOperations implements OperationFamily {
  /// What a caller must hold.
  public static final String SCOPE = "access:explain";

  /// What stands for a caller without any identity.
  public static final String ANONYMOUS = "anonymous";

  private static final String NO_SUCH_IDENTITY = "NO_SUCH_IDENTITY";

  private record Place(Dispatcher dispatcher, Registry registry) {}

  private final Peers peers;
  private final Function<String, Optional<Identity>> identities;
  private volatile @Nullable Place place;

  /// The operation of a node with these peers, which knows identities by name from `identities`.
  public AccessOperations(Peers peers, Function<String, Optional<Identity>> identities) {
    this.peers = peers;
    this.identities = identities;
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.local(OperationSpec.query("access/explain")
        .description("Says step by step why a call would be allowed or refused.")
        .input("""
            {"type": "object", "required": ["operation", "as"], "additionalProperties": false,
             "properties": {
              "operation": {"type": "string", "description": "Which operation would be called."},
              "as": {"type": "string", "minLength": 1,
                "description": "By whom: a peer or an API key by its id, or anonymous."},
              "input": {"description": "With what input; null when absent."}}}""")
        .output("""
            {"type": "object", "required": ["operation", "as", "allowed", "steps"],
             "properties": {
              "operation": {"type": "string", "description": "Which operation."},
              "as": {"type": "string", "description": "Who would call."},
              "allowed": {"type": "boolean", "description": "Whether its handler would run."},
              "steps": {"type": "array", "items": {"type": "object",
                "required": ["check", "result", "finding"], "properties": {
                  "check": {"type": "string", "description": "What was looked at."},
                  "result": {"enum": ["yes", "no", "-"],
                    "description": "What it means; - when another step decides."},
                  "finding": {"type": "string", "description": "What was found."}}},
                "description": "In the order in which they decide."},
              "error": {"type": "object",
                "description": "What the caller would be told, when it is refused."}}}""")
        .error(NO_SUCH_IDENTITY, "nobody is known by this name")
        .access(AccessControl.scopes(SCOPE))
        .build(), this::explain));
  }

  @Override
  public void attached(Dispatcher dispatcher, Registry registry) {
    place = new Place(dispatcher, registry);
  }

  private JsonNode explain(JsonNode input, CallContext context) {
    var here = place;
    if (here == null) {
      throw new IllegalStateException("the family is attached to no node");
    }
    var caller = Caller.outside(identity(input.path("as").textValue()), null,
        Layers.of(here.registry, peers));
    var wanted = input.has("input") ? input.path("input") : NullNode.instance;
    return here.dispatcher.explain(caller, input.path("operation").textValue(), wanted).toJson();
  }

  private @Nullable Identity identity(String name) {
    return name.equals(ANONYMOUS)
        ? null
        : identities.apply(name)
            .orElseThrow(() -> new CallException(CallError.of(NO_SUCH_IDENTITY,
                "nobody is known here by the name " + name)));
  }
}
