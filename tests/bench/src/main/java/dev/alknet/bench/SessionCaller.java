package dev.alknet.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Calls from a script: a real session runs `invoke.mjs`.
final class SessionCaller implements Caller {
  private final Path script;
  private final Session session;

  SessionCaller(Node node, Path scripts) throws IOException {
    script = scripts.resolve("invoke.mjs");
    session = node.session(scripts, (_, text) -> System.err.println(text));
  }

  @Override
  public String name() {
    return "JavaScript: env.invoke";
  }

  @Override
  public long call(Work work, int calls) throws IOException, InterruptedException {
    var input = JsonNodeFactory.instance.objectNode().put("work", work.text()).put("calls", calls);
    var ended = session.run(script, input, Deadline.NONE);
    if (ended instanceof Evaluation.Finished(var milliseconds, _, _) && milliseconds != null) {
      return TimeUnit.MILLISECONDS.toNanos(milliseconds.longValue());
    }
    throw new IOException("the script failed: " + ended);
  }

  @Override
  public void close() {
    session.close();
  }
}
