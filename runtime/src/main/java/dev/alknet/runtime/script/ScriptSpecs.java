package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alknet.runtime.operation.ErrorDefinition;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the description a script gives to `env.register`. It has the wire's field names, so that
/// what `env.describe` answers can be registered again under another name.
final class ScriptSpecs {
  /// What a script may say; the rest of what `describe` shows is decided by the node.
  private static final Set<String> FIELDS = Set.of("name", "op_type", "description", "input_schema",
      "output_schema", "error_schemas", "timeout_ms", "namespace", "visibility", "access_control",
      "resource_id_path", "raw", "forwards_errors", "holding", "changes");

  private ScriptSpecs() {}

  static OperationSpec parse(JsonNode given, boolean streams) {
    for (var field : given.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException("unknown field in the description: " + field.getKey()
            + " (expected name, op_type, description, input_schema, output_schema, error_schemas,"
            + " changes or timeout_ms)");
      }
    }
    var name = text(given, "name");
    var kind = OperationKind.parse(text(given, "op_type"));
    if (streams != (kind == OperationKind.SUBSCRIPTION)) {
      throw new IllegalArgumentException(streams
          ? name + " is a " + kind.text() + " but its handler is an async generator"
          : name + " is a subscription but its handler is no async generator (async function*)");
    }
    var builder = switch (kind) {
      case QUERY -> OperationSpec.query(name);
      case MUTATION -> OperationSpec.mutation(name);
      case SUBSCRIPTION -> OperationSpec.subscription(name);
    };
    builder.internal()
        .description(given.path("description").asText())
        .input(schema(given.path("input_schema")))
        .output(schema(given.path("output_schema")))
        .errors(errors(given.path("error_schemas")));
    if (given.path("changes").booleanValue()) {
      builder.changing();
    }
    if (given.path("timeout_ms").isNumber()) {
      builder.timeout(Duration.ofMillis(given.path("timeout_ms").longValue()));
    }
    return builder.build();
  }

  private static String text(JsonNode given, String field) {
    var value = given.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the description needs a string " + field);
    }
    return value.textValue();
  }

  private static Schema schema(JsonNode document) {
    return document instanceof MissingNode ? Schema.ANY : Schema.of(document).checked();
  }

  private static List<ErrorDefinition> errors(JsonNode list) {
    if (!list.isArray() && !list.isMissingNode()) {
      throw new IllegalArgumentException(
          "error_schemas is an array of {code, description, schema}");
    }
    var errors = new ArrayList<ErrorDefinition>();
    for (var error : list) {
      errors.add(new ErrorDefinition(text(error, "code"), error.path("description").asText(),
          schema(error.path("schema"))));
    }
    return errors;
  }
}
