package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.Look;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// A script that a node runs beside everything else, for as long as both live. What it prints goes
/// to `out`, and so does how it ended; the node goes on.
record NodeScript(Session session, Thread thread) implements AutoCloseable {

  static NodeScript start(Node node, Path script, ResourceLimits limits, PrintStream out)
      throws IOException {
    var file = script.toAbsolutePath().normalize();
    var session = node.session(file.resolveSibling(""), (_, text) -> out.println(text), limits);
    var thread = Thread.ofVirtual().name("script " + script).start(() -> {
      try {
        var ending = session.run(file, JsonNodeFactory.instance.objectNode(), Deadline.NONE);
        switch (ending) {
          case Evaluation.Finished _ -> out.println(script + " has ended");
          case Evaluation.Failed(var failure, _) ->
            out.println(FailureText.of(failure, Look.PLAIN));
          case Evaluation.Aborted(var reason, _) when reason.code()
              .equals(CallError.RESOURCE_LIMIT) ->
            out.println(script + ": " + reason.message());
          case Evaluation.Aborted _ -> {
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    return new NodeScript(session, thread);
  }

  /// Ends the script and takes its offers back.
  @Override
  public void close() {
    session.close();
    thread.interrupt();
  }
}
