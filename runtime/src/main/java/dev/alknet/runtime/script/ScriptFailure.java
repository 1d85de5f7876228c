package dev.alknet.runtime.script;

import dev.alknet.runtime.operation.CallError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a script stopped: the error as JavaScript says it, the call's error if it was one, where it
/// happened, the code around that place with a caret (empty when unknown), and the stack in guest
/// terms.
public record ScriptFailure(String message, @Nullable CallError error, @Nullable Position position,
    String frame, List<String> stack) {
  public ScriptFailure {
    stack = List.copyOf(stack);
  }
}
