package dev.alknet.repl.command;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.nio.file.Path;

/// Runs something in a script session on a node, and reports how it ended.
///
/// With `speaksForItself`, people are shown the result only if the code has printed nothing:
/// a script that prints its own report has said it.
record ScriptRun(AlkCommand alk, Workplace place, RunOptions options, SandboxOptions sandbox,
    boolean speaksForItself) {
  /// What is run.
  @FunctionalInterface
  interface Work {
    Evaluation in(Session session, Deadline deadline) throws InterruptedException;
  }

  /// Answers the exit code. Imports are read from `folder`.
  int run(Path folder, Work work) throws IOException, InterruptedException {
    var report = options.report(alk.streams());
    var console = new RunConsole(report);
    var limits = sandbox.limits(alk.assembly().fixed().scripts());
    try (var node = place.node().open();
        var session = node.session(sandbox.origin(),
            node.operatorSession(folder, console, limits))) {
      console.onUnread(() -> session.abort(Interrupts.PATIENCE));
      alk.interrupts().stopBy(() -> session.abort(Interrupts.PATIENCE));
      var evaluation = alk.interrupts().raised().isPresent()
          ? stoppedBeforeItBegan()
          : work.in(session, options.deadline());
      return conclude(evaluation, report, console);
    }
  }

  private static Evaluation stoppedBeforeItBegan() {
    return new Evaluation.Aborted(CallError.cancelled(), AbortReceipt.NOTHING);
  }

  private int conclude(Evaluation evaluation, Report report, RunConsole console) {
    return switch (evaluation) {
      case Evaluation.Finished(var json, var display, var exitCode) -> {
        var told = report.result(json, display, speaksForItself && console.used());
        yield told && !console.unread() ? exitCode : ExitCode.FAILED.number();
      }
      case Evaluation.Failed(var failure, var receipt) -> {
        report.failed(failure, receipt);
        yield ExitCode.FAILED.number();
      }
      case Evaluation.Aborted(_, var receipt) when console.unread()
          && alk.interrupts().raised().isEmpty() -> {
        report.unread(receipt);
        yield ExitCode.FAILED.number();
      }
      case Evaluation.Aborted(var reason, var receipt) -> {
        var ending = Ending.of(reason, options.timeout(), alk.interrupts());
        report.aborted(ending.words(), reason, receipt);
        yield ending.code().number();
      }
    };
  }
}
