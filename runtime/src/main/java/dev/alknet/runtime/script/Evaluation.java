package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import org.jspecify.annotations.Nullable;

/// How running a script or a line of it ended.
public sealed interface Evaluation {
  /// It has a result. `json` is absent for what JSON cannot say (`undefined`, functions, cycles);
  /// `display` is how the engine would show the value; `exitCode` is what the module exports under
  /// that name, else 0.
  record Finished(@Nullable JsonNode json, String display, int exitCode) implements Evaluation {
    /// Whether there is nothing to show.
    public boolean undefined() {
      return json == null && display.equals("undefined");
    }
  }

  /// It threw. What it had running was stopped; `receipt` says what that was.
  record Failed(ScriptFailure failure, AbortReceipt receipt) implements Evaluation {}

  /// It was stopped, by its operator or by its deadline (`reason` is then `TIMEOUT`).
  record Aborted(CallError reason, AbortReceipt receipt) implements Evaluation {}
}
