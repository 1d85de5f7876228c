package dev.alknet.bench.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program that computes: milliseconds of its first run and, after so many seconds, of the last ones.
record Computing(double first, double steady) {
  static Computing inNodeJs(Path scripts, String program, int seconds)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder("node", scripts.resolve("node.mjs").toString(), program,
        String.valueOf(seconds)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var reader = process.inputReader()) {
      var result = new ObjectMapper().readTree(reader);
      if (process.waitFor() != 0) {
        throw new IOException("node has failed");
      }
      return of(result);
    }
  }

  static Computing inSession(Path scripts, String program, int seconds, Origin origin)
      throws IOException, InterruptedException {
    var input = JsonNodeFactory.instance.objectNode().put("program", program)
        .put("seconds", seconds);
    try (var node = Node.open(List.of());
        var session = node.session(origin,
            node.operatorSession(scripts, (_, _) -> {}, ResourceLimits.NONE))) {
      var ended = session.run(scripts.resolve("measure.mjs"), input, Deadline.NONE);
      if (ended instanceof Evaluation.Finished(var json, _, _) && json != null) {
        return of(json);
      }
      throw new IOException(program + " failed: " + ended);
    }
  }

  private static Computing of(JsonNode result) {
    return new Computing(result.path("first").asDouble(), result.path("steady").asDouble());
  }
}
