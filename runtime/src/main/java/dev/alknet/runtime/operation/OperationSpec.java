package dev.alknet.runtime.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything a caller may know about an operation.
///
/// `output` describes each item when the kind is a subscription. `timeout` is what a root call
/// gets when it names none: 30 seconds unless the operation is one that people wait for
/// ([#UNLIMITED]); subscriptions have no default deadline. Source: call.md §5.2, §15; the
/// `timeout` field is ours (docs/adr/0003).
public record OperationSpec(OperationName name, OperationKind kind, Visibility visibility,
    String description, Schema input, Schema output, List<ErrorDefinition> errors,
    AccessControl access, @Nullable ResourceIdPath resourceIdPath, Duration timeout) {

  /// What a root call gets by default.
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /// No deadline of its own.
  public static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

  public OperationSpec {
    errors = List.copyOf(errors);
    var codes = new HashSet<String>();
    for (var error : errors) {
      if (!codes.add(error.code())) {
        throw new IllegalArgumentException(name + " declares " + error.code() + " twice");
      }
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(name + ": timeout is not positive: " + timeout);
    }
  }

  /// Starts describing an operation that reads.
  public static OperationSpecBuilder query(String name) {
    return new OperationSpecBuilder(OperationName.parse(name), OperationKind.QUERY);
  }

  /// Starts describing an operation that changes something.
  public static OperationSpecBuilder mutation(String name) {
    return new OperationSpecBuilder(OperationName.parse(name), OperationKind.MUTATION);
  }

  /// Starts describing an operation that streams.
  public static OperationSpecBuilder subscription(String name) {
    return new OperationSpecBuilder(OperationName.parse(name), OperationKind.SUBSCRIPTION);
  }

  /// The declared error with this code.
  public Optional<ErrorDefinition> error(String code) {
    return errors.stream().filter(e -> e.code().equals(code)).findFirst();
  }

  /// The short form in lists: `{name, namespace, op_type, description}`. Source: call.md §19.1.
  public ObjectNode summary() {
    return JsonNodeFactory.instance.objectNode()
        .put("name", name.value())
        .put("namespace", name.namespace())
        .put("op_type", kind.text())
        .put("description", description);
  }

  /// The whole description. Source: call.md §19.2; `description` and `timeout_ms` are ours.
  public ObjectNode toJson() {
    var json = summary().put("visibility", visibility.text());
    json.set("input_schema", input.document());
    json.set("output_schema", output.document());
    var list = json.putArray("error_schemas");
    for (var error : errors) {
      list.addObject()
          .put("code", error.code())
          .put("description", error.description())
          .set("schema", error.details().document());
    }
    var control = json.putObject("access_control");
    access.requiredScopes().forEach(control.putArray("required_scopes")::add);
    if (access.requiredScopesAny().isEmpty()) {
      control.putNull("required_scopes_any");
    } else {
      access.requiredScopesAny().forEach(control.putArray("required_scopes_any")::add);
    }
    control.put("resource_type", access.resourceType());
    control.put("resource_action", access.resourceAction());
    json.put("resource_id_path", resourceIdPath == null ? null : resourceIdPath.text());
    json.put("timeout_ms", timeout.equals(UNLIMITED) ? null : (Long) timeout.toMillis());
    return json;
  }
}
