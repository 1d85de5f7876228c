package dev.alknet.runtime.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;

/// How a call ended. For a subscription `Succeeded` carries JSON null: its items came before.
public sealed interface Outcome {
  record Succeeded(JsonNode output) implements Outcome {}

  record Failed(CallError error) implements Outcome {}

  /// The output, or the failure as an exception.
  default JsonNode orThrow() {
    return switch (this) {
      case Succeeded(var output) -> output;
      case Failed(var error) -> throw new CallException(error);
    };
  }
}
