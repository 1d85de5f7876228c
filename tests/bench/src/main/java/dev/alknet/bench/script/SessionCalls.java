package dev.alknet.bench.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.bench.Contender;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.nio.file.Path;

/// Calls of `bench/echo` from a session behind a wall, one after the other: microseconds for one.
record SessionCalls(String name, Session session, Path script) implements Contender {
  private static final int BATCH = 2_000;
  private static final int WARM_UP = 10;

  /// In a new session.
  SessionCalls(String name, Node node, Origin origin, Path scripts)
      throws IOException, InterruptedException {
    this(name, node.session(origin,
        node.operatorSession(scripts, (_, _) -> {}, ResourceLimits.NONE)),
        scripts.resolve("invoke.mjs"));
  }

  /// Runs until what can be compiled is.
  void warmUp() throws IOException, InterruptedException {
    for (var n = 0; n < WARM_UP; n++) {
      measure();
    }
  }

  @Override
  public double measure() throws IOException, InterruptedException {
    var input = JsonNodeFactory.instance.objectNode().put("work", "sequential").put("calls", BATCH);
    if (session.run(script, input, Deadline.NONE) instanceof Evaluation.Finished(var took, _, _)
        && took != null) {
      return took.doubleValue() * 1000 / BATCH;
    }
    throw new IOException("the script failed");
  }

  @Override
  public void close() {
    session.close();
  }
}
