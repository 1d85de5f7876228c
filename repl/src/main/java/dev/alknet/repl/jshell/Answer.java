package dev.alknet.repl.jshell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import org.jspecify.annotations.Nullable;

/// What came of one snippet.
public sealed interface Answer {
  /// A value as Java writes it, the name under which it is kept, and the same as JSON if it is text, a
  /// number, a truth or made of such in maps and lists.
  record Value(String name, String text, @Nullable JsonNode json) implements Answer {}

  /// A value that is JSON.
  record Json(String name, JsonNode value) implements Answer {}

  /// Something was declared, or a statement has run.
  record Nothing() implements Answer {}

  /// It was wrong, or has thrown.
  record Failed(String reason) implements Answer {}

  /// It was stopped, for this reason.
  record Stopped(CallError reason) implements Answer {}
}
