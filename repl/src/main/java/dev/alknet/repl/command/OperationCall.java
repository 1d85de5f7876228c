package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Calls one operation, and reports how it ended.
///
/// `timeout` is what the caller gave; without one the operation's own counts.
record OperationCall(Interrupts interrupts, Report report, @Nullable Duration timeout) {

  /// Answers the exit code.
  int run(Workplace place, String name, JsonNode input)
      throws IOException, InterruptedException {
    var call = CommandCall.begin(interrupts);
    try (var node = place.node().open()) {
      return call(new Task(place, name, input), node, call);
    }
  }

  /// What is called, and where.
  private record Task(Workplace place, String name, JsonNode input) {}

  private int call(Task task, Node node, CommandCall call) throws InterruptedException {
    var limit = timeout == null ? OperationSpec.UNLIMITED : timeout;
    var deadline = Deadline.after(limit);
    try {
      var env = task.place().env(node, call.root());
      var spec = env.describe(task.name());
      if (timeout == null) {
        limit = spec.timeout();
        deadline = Deadline.after(limit);
      }
      answer(env, spec, task.input(), CallOptions.within(limit));
      return ExitCode.FINE.number();
    } catch (CallException e) {
      if (deadline.passed() && e.is(ProtocolCode.TIMEOUT)) {
        call.root().abort(e.error());
      }
      return call.conclude(e.error(), report, advice(e.error(), task), limit);
    }
  }

  private void answer(Env env, OperationSpec spec, JsonNode input, CallOptions options)
      throws InterruptedException {
    var name = spec.name().value();
    if (spec.kind() != OperationKind.SUBSCRIPTION) {
      report.result(env.invoke(name, input, options), "", false);
      return;
    }
    try (var items = env.subscribe(name, input, options)) {
      var item = items.next();
      while (item.isPresent() && report.item(item.get())) {
        item = items.next();
      }
    }
  }

  private static String advice(CallError error, Task task) {
    var options = task.place().options();
    if (error.is(ProtocolCode.NOT_FOUND)) {
      return error.message().startsWith("no such peer")
          ? "who is there: alk call%s services/list-peers".formatted(task.place().nodeOptions())
          : "what there is: alk ops" + options;
    }
    return error.is(ProtocolCode.INVALID_INPUT)
        ? "what fits: alk call%s services/schema '{\"name\": \"%s\"}'"
            .formatted(options, task.name())
        : "";
  }
}
