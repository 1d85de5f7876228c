package dev.alknet.runtime.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a call failed, as both ends see it: a code for programs and a sentence for people.
///
/// `details` is absent (`null`) when there is nothing to add; it never holds a secret or a stack
/// trace. Source: call.md §3.2, §18.
public record CallError(String code, String message, boolean retryable,
    @Nullable JsonNode details) {
  /// The code of [#resourceLimit]; its details are `{limit, allowed, used}`.
  public static final String RESOURCE_LIMIT = "RESOURCE_LIMIT";

  public CallError {
    if (code.isBlank()) {
      throw new IllegalArgumentException("error code is blank");
    }
  }

  /// A domain error that an operation declares, not retryable and without details.
  public static CallError of(String code, String message) {
    return new CallError(code, message, false, null);
  }

  /// One of the six protocol errors.
  public static CallError of(ProtocolCode code, String message) {
    return new CallError(code.name(), message, code.retryable(), null);
  }

  /// The name is unknown to this caller; `nearest` are names the caller may have meant.
  public static CallError notFound(String name, List<String> nearest) {
    return missing("operation not found: " + Shortened.of(name), nearest);
  }

  /// No peer of this name is attached; `nearest` are attached ones the caller may have meant.
  public static CallError peerNotFound(String peer, List<String> nearest) {
    return missing("no such peer: " + Shortened.of(peer), nearest);
  }

  private static CallError missing(String sentence, List<String> nearest) {
    var error = of(ProtocolCode.NOT_FOUND, sentence);
    if (nearest.isEmpty()) {
      return error;
    }
    var details = JsonNodeFactory.instance.objectNode();
    nearest.forEach(details.putArray("nearest")::add);
    return new CallError(error.code,
        error.message + "; did you mean " + String.join(" or ", nearest) + "?", false, details);
  }

  /// The access check refused for this reason.
  public static CallError forbidden(String reason) {
    return of(ProtocolCode.FORBIDDEN, reason);
  }

  /// The input is wrong in the way the message says.
  public static CallError invalidInput(String message) {
    return of(ProtocolCode.INVALID_INPUT, message);
  }

  /// The input breaks its schema at these places.
  public static CallError invalidInput(List<Violation> violations) {
    var details = JsonNodeFactory.instance.objectNode();
    var list = details.putArray("violations");
    violations
        .forEach(v -> list.addObject().put("pointer", v.pointer()).put("problem", v.problem()));
    var text = String.join("; ", violations.stream().map(Violation::toString).toList());
    return new CallError(ProtocolCode.INVALID_INPUT.name(), text, false, details);
  }

  /// The operation is of another kind than the way it was called.
  public static CallError invalidOperationType(String message) {
    return of(ProtocolCode.INVALID_OPERATION_TYPE, message);
  }

  /// Something broke on this side; says nothing about what.
  public static CallError internal() {
    return of(ProtocolCode.INTERNAL, "internal error");
  }

  /// The call was aborted by whoever made it.
  public static CallError cancelled() {
    return of(ProtocolCode.INTERNAL, "request cancelled");
  }

  /// A script has used up more than it may; `used` is what was seen, which may be a little more than
  /// what stopped it.
  public static CallError resourceLimit(Limit limit, long allowed, long used) {
    var details = JsonNodeFactory.instance.objectNode()
        .put("limit", limit.text())
        .put("allowed", allowed)
        .put("used", used);
    return new CallError(RESOURCE_LIMIT,
        "the script has gone beyond its limit for %s: %d of %d".formatted(limit.text(), used,
            allowed),
        false, details);
  }

  /// The deadline passed.
  public static CallError timeout() {
    return of(ProtocolCode.TIMEOUT, "request timed out");
  }

  /// The same error with details.
  public CallError with(JsonNode moreDetails) {
    return new CallError(code, message, retryable, moreDetails);
  }

  /// Whether this is that protocol error.
  public boolean is(ProtocolCode other) {
    return code.equals(other.name());
  }

  /// The wire's shape: `{code, message, retryable, details?}`.
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode()
        .put("code", code)
        .put("message", message)
        .put("retryable", retryable);
    if (details != null) {
      json.set("details", details);
    }
    return json;
  }
}
