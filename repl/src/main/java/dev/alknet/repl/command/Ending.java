package dev.alknet.repl.command;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a run was stopped before its end, in words and as an exit code.
record Ending(String words, ExitCode code) {
  /// `timeout` is what the run was given, if anything.
  static Ending of(CallError reason, @Nullable Duration timeout, Interrupts interrupts) {
    var raised = interrupts.raised();
    if (raised.isEmpty() && reason.is(ProtocolCode.TIMEOUT)) {
      var time = timeout == null ? "" : " after " + DurationText.of(timeout);
      return new Ending("timed out" + time, ExitCode.TIMED_OUT);
    }
    if (raised.isEmpty() && reason.code().equals(CallError.RESOURCE_LIMIT)) {
      return new Ending(reason.message(), ExitCode.FAILED);
    }
    var code = raised.orElse(ExitCode.INTERRUPTED);
    return new Ending(code == ExitCode.TERMINATED ? "terminated" : "interrupted", code);
  }
}
