package dev.alknet.runtime.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A description as `services/schema` answers it, written and read. Source: call.md §19.2;
/// `description`, `timeout_ms`, `raw`, `forwards_errors`, `holding` and `changes` are ours.
///
/// Reading is lenient: unknown members are ignored, a member that is missing or null has its
/// default. A wrong shape is an [IllegalArgumentException] with a sentence.
final class SpecDocument {
  private SpecDocument() {}

  static ObjectNode write(OperationSpec spec) {
    var json = spec.summary().put("visibility", spec.visibility().text());
    json.set("input_schema", spec.input().document());
    json.set("output_schema", spec.output().document());
    var list = json.putArray("error_schemas");
    for (var error : spec.errors()) {
      list.addObject()
          .put("code", error.code())
          .put("description", error.description())
          .set("schema", error.details().document());
    }
    writeAccess(spec.access(), json.putObject("access_control"));
    var path = spec.resourceIdPath();
    json.put("resource_id_path", path == null ? null : path.text());
    var limited = !spec.timeout().equals(OperationSpec.UNLIMITED);
    json.put("timeout_ms", limited ? (Long) spec.timeout().toMillis() : null);
    json.put("raw", spec.raw());
    json.put("forwards_errors", spec.forwardsErrors());
    json.put("changes", spec.changes());
    if (spec.holding() != null) {
      json.set("holding", spec.holding().toJson());
    }
    return json;
  }

  static OperationSpec read(JsonNode json) {
    var name = needed(json, "name");
    var builder = switch (OperationKind.parse(needed(json, "op_type"))) {
      case QUERY -> OperationSpec.query(name);
      case MUTATION -> OperationSpec.mutation(name);
      case SUBSCRIPTION -> OperationSpec.subscription(name);
    };
    builder.description(textOr(json, "description", ""))
        .visibility(Visibility.parse(textOr(json, "visibility", Visibility.EXTERNAL.text())))
        .input(schema(json, "input_schema"))
        .output(schema(json, "output_schema"))
        .errors(errors(json.path("error_schemas")))
        .access(access(json.path("access_control")))
        .raw(flag(json, "raw"))
        .forwardsErrors(flag(json, "forwards_errors"));
    if (flag(json, "changes")) {
      builder.changing();
    }
    var path = text(json, "resource_id_path");
    if (path != null) {
      builder.resourceIdPath(path);
    }
    if (json.hasNonNull("holding")) {
      builder.holding(Holding.parse(json.path("holding")));
    }
    if (json.has("timeout_ms")) {
      builder.timeout(timeout(json.path("timeout_ms")));
    }
    return builder.build();
  }

  private static void writeAccess(AccessControl access, ObjectNode json) {
    access.requiredScopes().forEach(json.putArray("required_scopes")::add);
    if (access.requiredScopesAny().isEmpty()) {
      json.putNull("required_scopes_any");
    } else {
      access.requiredScopesAny().forEach(json.putArray("required_scopes_any")::add);
    }
    json.put("resource_type", access.resourceType());
    json.put("resource_action", access.resourceAction());
  }

  private static AccessControl access(JsonNode json) {
    if (absent(json)) {
      return AccessControl.OPEN;
    }
    if (!json.isObject()) {
      throw wrong("access_control", "an object", json);
    }
    return new AccessControl(texts(json, "required_scopes"), texts(json, "required_scopes_any"),
        text(json, "resource_type"), text(json, "resource_action"));
  }

  private static List<ErrorDefinition> errors(JsonNode list) {
    if (!absent(list) && !list.isArray()) {
      throw wrong("error_schemas", "an array", list);
    }
    var errors = new ArrayList<ErrorDefinition>();
    for (var error : list) {
      errors.add(new ErrorDefinition(needed(error, "code"), textOr(error, "description", ""),
          schema(error, "schema")));
    }
    return errors;
  }

  private static Duration timeout(JsonNode milliseconds) {
    if (milliseconds.isNull()) {
      return OperationSpec.UNLIMITED;
    }
    if (!milliseconds.isIntegralNumber() || !milliseconds.canConvertToLong()) {
      throw wrong("timeout_ms", "a whole number or null", milliseconds);
    }
    return Duration.ofMillis(milliseconds.longValue());
  }

  private static Schema schema(JsonNode json, String member) {
    return json.hasNonNull(member) ? Schema.of(json.path(member)) : Schema.ANY;
  }

  private static boolean flag(JsonNode json, String member) {
    var value = json.path(member);
    if (!absent(value) && !value.isBoolean()) {
      throw wrong(member, "true or false", value);
    }
    return value.booleanValue();
  }

  private static List<String> texts(JsonNode json, String member) {
    var list = json.path(member);
    if (!absent(list) && !list.isArray()) {
      throw wrong(member, "an array of strings", list);
    }
    var texts = new ArrayList<String>();
    for (var item : list) {
      if (!item.isTextual()) {
        throw wrong(member, "an array of strings", list);
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  private static String needed(JsonNode json, String member) {
    var value = text(json, member);
    if (value == null) {
      throw new IllegalArgumentException("the description has no " + member);
    }
    return value;
  }

  private static String textOr(JsonNode json, String member, String otherwise) {
    var value = text(json, member);
    return value == null ? otherwise : value;
  }

  private static @Nullable String text(JsonNode json, String member) {
    var value = json.path(member);
    if (absent(value)) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(member, "a string", value);
    }
    return value.textValue();
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static IllegalArgumentException wrong(String member, String expected, JsonNode found) {
    return new IllegalArgumentException("%s is not %s: %s".formatted(member, expected, found));
  }
}
