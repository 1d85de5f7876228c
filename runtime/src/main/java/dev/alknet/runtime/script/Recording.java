package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;

/// What a session knows of an operation that it has registered: its description and the text of its
/// handler, both as the code says them, calls of it that were recorded, and what those have called.
public record Recording(JsonNode description, String source, List<RecordedCall> calls,
    List<OperationSpec> called) {
  public Recording {
    calls = List.copyOf(calls);
    called = List.copyOf(called);
  }
}
