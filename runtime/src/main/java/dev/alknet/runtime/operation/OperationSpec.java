package dev.alknet.runtime.operation;

import com.fasterxml.jackson.databind.JsonNode;
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
/// ([#UNLIMITED]); subscriptions have no default deadline (docs/adr/0003). `raw` says that it can
/// be called with raw carriage, `holding` what a call leaves running. `forwardsErrors` says that
/// what it answers with may be the error of another operation, which passes as it is, declared
/// here or not. `changes` says that a call changes something: no query does, every mutation does,
/// a subscription when its description says so. Source: call.md §5.2, §15; the last five are ours.
public record OperationSpec(OperationName name, OperationKind kind, Visibility visibility,
    String description, Schema input, Schema output, List<ErrorDefinition> errors,
    AccessControl access, @Nullable ResourceIdPath resourceIdPath, Duration timeout, boolean raw,
    boolean forwardsErrors, @Nullable Holding holding, boolean changes) {
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
    if (kind != OperationKind.SUBSCRIPTION && changes != (kind == OperationKind.MUTATION)) {
      throw new IllegalArgumentException("%s is a %s: it %s".formatted(name, kind.text(),
          changes ? "changes nothing" : "changes something"));
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

  /// The same operation under another name and visibility, as an import has them.
  public OperationSpec with(OperationName otherName, Visibility otherVisibility) {
    return new OperationSpec(otherName, kind, otherVisibility, description, input, output, errors,
        access, resourceIdPath, timeout, raw, forwardsErrors, holding, changes);
  }

  /// The same operation, said to be callable with raw carriage.
  public OperationSpec withRaw() {
    return new OperationSpec(name, kind, visibility, description, input, output, errors, access,
        resourceIdPath, timeout, true, forwardsErrors, holding, changes);
  }

  /// Reads what `services/schema` answers. Lenient about what is missing or unknown; throws
  /// [IllegalArgumentException] with a sentence for what is wrong. Source: call.md §19.2, §20.3.
  public static OperationSpec parse(JsonNode json) {
    return SpecDocument.read(json);
  }

  /// The whole description, as `services/schema` answers it. Source: call.md §19.2.
  public ObjectNode toJson() {
    return SpecDocument.write(this);
  }
}
