package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.operation.CallError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a call would be admitted or refused: the steps that decided, and what its caller would be
/// told. For operators: it says what callers are not told. `error` is absent when it is admitted.
public record Explanation(String operation, String subject, List<Step> steps,
    @Nullable CallError error) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /// Whether the handler would run.
  public boolean allowed() {
    return error == null;
  }

  /// `{operation, as, allowed, steps: [{check, result, finding}], error?}`; `result` is `yes`, `no`
  /// or `-` when another step decides.
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode()
        .put("operation", operation)
        .put("as", subject)
        .put("allowed", allowed());
    var list = json.putArray("steps");
    steps.forEach(step -> list.add(step.toJson()));
    if (error != null) {
      json.set("error", error.toJson());
    }
    return json;
  }
}
