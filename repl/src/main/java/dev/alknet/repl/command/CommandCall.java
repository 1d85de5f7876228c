package dev.alknet.repl.command;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The root of what one command calls: an interrupt of the program aborts it.
record CommandCall(Call root, Interrupts interrupts) {
  static CommandCall begin(Interrupts interrupts) {
    var call = new CommandCall(Call.root(CallId.random(), Deadline.NONE), interrupts);
    interrupts.stopBy(call::stop);
    return call;
  }

  /// Aborts it and waits until all of it is gone, as long as an abort may take.
  void stop() throws InterruptedException {
    root.abort(CallError.cancelled());
    root.awaitQuiet(Interrupts.PATIENCE);
  }

  /// Reports a failure, with `advice` on it, or what the abort behind it has stopped; `limit` is the
  /// time it had, if any. Answers the exit code.
  int conclude(CallError error, Report report, String advice, @Nullable Duration limit)
      throws InterruptedException {
    var reason = root.aborted();
    if (reason == null) {
      report.failed(error, advice);
      return ExitCode.FAILED.number();
    }
    var receipt = AbortReceipt.of(root, Interrupts.PATIENCE);
    var ending = Ending.of(reason, limit, interrupts);
    report.aborted(ending.words(), reason, receipt);
    return ending.code().number();
  }
}
