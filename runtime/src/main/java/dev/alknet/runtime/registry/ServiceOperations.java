package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import java.util.List;

/// Discovery: what this node serves, as operations. Shows external curated operations that the
/// caller may call, and nothing else. Source: call.md §19.
final class ServiceOperations {
  private final Registry registry;

  private ServiceOperations(Registry registry) {
    this.registry = registry;
  }

  static List<Operation> over(Registry registry) {
    var services = new ServiceOperations(registry);
    return List.of(
        Operation.local(OperationSpec.query("services/list")
            .description("Lists the operations of this node that the caller may call.")
            .input("""
                {"type": ["object", "null"], "additionalProperties": false}""")
            .output("""
                {"type": "object", "required": ["operations"],
                 "properties": {"operations": {"type": "array"}}}""")
            .build(), services::list),
        Operation.local(OperationSpec.query("services/schema")
            .description("Describes one operation: its schemas, errors and access control.")
            .input("""
                {"type": ["object", "null"], "properties": {
                  "name": {"description": "Operation name, such as container/run"}}}""")
            .output("""
                {"type": "object", "required": ["name", "op_type"]}""")
            .build(), services::schema));
  }

  private JsonNode list(JsonNode input, CallContext context) {
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("operations");
    registry.operations()
        .stream()
        .filter(operation -> shown(operation, context))
        .forEach(operation -> list.add(operation.spec().summary()));
    return answer;
  }

  private JsonNode schema(JsonNode input, CallContext context) {
    var field = input.path("name");
    if (!field.isTextual()) {
      throw new CallException(CallError.invalidInput("missing required field: name"));
    }
    var name = OperationName.canonical(field.textValue());
    return registry.find(name)
        .filter(operation -> shown(operation, context))
        .<JsonNode>map(operation -> operation.spec().toJson())
        .orElseThrow(() -> new CallException(CallError.notFound(name, NearestNames.of(name,
            registry.operations()
                .stream()
                .filter(operation -> shown(operation, context))
                .map(operation -> operation.name().value())
                .toList()))));
  }

  /// Judged by scopes alone, so that somebody who owns nothing yet still sees what creates things.
  private static boolean shown(Operation operation, CallContext context) {
    var access = operation.spec().access();
    var scopes = new AccessControl(access.requiredScopes(), access.requiredScopesAny(), null, null);
    return operation.spec().visibility() == Visibility.EXTERNAL
        && AccessCheck.check(scopes, context.identity()) instanceof AccessCheck.Decision.Allowed;
  }
}
