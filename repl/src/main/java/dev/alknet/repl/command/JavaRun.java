package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.jshell.Answer;
import dev.alknet.repl.jshell.JavaSession;
import dev.alknet.repl.shell.JavaShell;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.Origin;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Java of the operator, from the command line or typed.
record JavaRun(AlkCommand alk, Workplace place) {
  /// The shell for it; answers the exit code.
  int shell() throws IOException, InterruptedException {
    var streams = alk.streams();
    try (var node = place.node().open();
        var session = JavaSession.open(Origin.OPERATOR, node);
        var shell = Screen.attended()
            ? JavaShell.atTerminal(session, Screen.colour())
            : JavaShell.piped(session, streams.in(), streams.out(), streams.err())) {
      alk.interrupts().stopBy(shell::leave);
      if (shell.attended()) {
        alk.interrupts().keyBelongsTo(shell::interrupt);
      }
      var fine = shell.run();
      return alk.interrupts().raised().orElse(fine ? ExitCode.FINE : ExitCode.FAILED).number();
    }
  }

  /// Evaluates this and prints the value of the last snippet; answers the exit code. What came from
  /// somebody whom the operator does not trust is refused.
  int eval(Origin origin, String code, RunOptions options)
      throws IOException, InterruptedException {
    try (var node = place.node().open(); var session = JavaSession.open(origin, node)) {
      alk.interrupts().stopBy(() -> session.abort(CallError.cancelled()));
      var answers = session.eval(code, options.deadline());
      return conclude(answers.isEmpty() ? new Answer.Nothing() : answers.getLast(), options);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  private int conclude(Answer last, RunOptions options) {
    var report = options.report(alk.streams());
    return switch (last) {
      case Answer.Nothing _ -> told(report, null, "undefined");
      case Answer.Json(_, var value) -> told(report, value, "");
      case Answer.Value(_, var text, var json) -> told(report, json, text);
      case Answer.Failed(var reason) -> {
        report.failed(CallError.of("JAVA_FAILED", reason), "");
        yield ExitCode.FAILED.number();
      }
      case Answer.Stopped(var reason) -> {
        var ending = Ending.of(reason, options.timeout(), alk.interrupts());
        report.aborted(ending.words(), reason, AbortReceipt.NOTHING);
        yield ending.code().number();
      }
    };
  }

  /// Nothing is `undefined` to a report.
  private static int told(Report report, @Nullable JsonNode json, String text) {
    return (report.result(json, text, false) ? ExitCode.FINE : ExitCode.FAILED).number();
  }
}
