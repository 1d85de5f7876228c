package dev.alknet.bench.script;

import dev.alknet.bench.Contender;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A new session behind a wall and its first line: milliseconds. One that a worker serves finds it
/// waiting.
record FreshSession(String name, Node node, Origin origin, Path scripts) implements Contender {
  @Override
  public double measure() throws IOException, InterruptedException {
    node.awaitWorkers();
    var begun = System.nanoTime();
    try (var session = node.session(origin,
        node.operatorSession(scripts, (_, _) -> {}, ResourceLimits.NONE))) {
      var ended = session.eval("1 + 1", "line", Deadline.NONE);
      var took = System.nanoTime() - begun;
      if (!(ended instanceof Evaluation.Finished)) {
        throw new IOException("the line failed: " + ended);
      }
      return (double) took / TimeUnit.MILLISECONDS.toNanos(1);
    }
  }
}
