package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Look;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import java.io.IOException;

/// What a command does with a container, on whichever node: opens the node, does it, and says why
/// when it does not work or is stopped.
record ContainerWork(AlkCommand alk, Workplace place) {

  /// One piece of work; answers the exit code.
  @FunctionalInterface
  interface Body {
    int run(Env env, Call root) throws IOException, InterruptedException;
  }

  /// An input that names a container.
  static ObjectNode named(String container) {
    return JsonNodeFactory.instance.objectNode().put("containerId", container);
  }

  int run(Body body) throws IOException, InterruptedException {
    var root = Call.root(CallId.random(), Deadline.NONE);
    alk.interrupts().stopBy(() -> {
      root.abort(CallError.cancelled());
      root.awaitQuiet(Interrupts.PATIENCE);
    });
    try (var node = place.node().open()) {
      try {
        return body.run(place.env(node, root), root);
      } catch (CallException e) {
        return conclude(e.error(), root);
      }
    }
  }

  private int conclude(CallError error, Call root) throws InterruptedException {
    var report = new PeopleReport(alk.streams(), Look.PLAIN);
    var reason = root.aborted();
    if (reason == null) {
      report.failed(error, "");
      return ExitCode.FAILED.number();
    }
    var receipt = AbortReceipt.of(root, Interrupts.PATIENCE);
    var ending = Ending.of(reason, null, alk.interrupts());
    report.aborted(ending.words(), reason, receipt);
    return ending.code().number();
  }
}
