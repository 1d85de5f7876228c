package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.stdlib.InputParts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is to be run in a container, and how.
record ExecPlan(String containerId, List<String> cmd, Map<String, String> env,
    @Nullable String user, @Nullable String workingDirectory, boolean terminal, boolean stdin) {

  ExecPlan {
    cmd = List.copyOf(cmd);
    env = Map.copyOf(env);
  }

  /// Reads the input of `docker/container/exec`.
  static ExecPlan of(JsonNode input, boolean stdin) {
    return new ExecPlan(Inputs.containerId(input), InputParts.strings(input.path("cmd")),
        InputParts.map(input.path("env")), input.path("user").textValue(),
        input.path("workingDirectory").textValue(), input.path("tty").asBoolean(), stdin);
  }

  /// The same process without any input or terminal, which runs another program with no variables.
  ExecPlan running(List<String> other) {
    return new ExecPlan(containerId, other, Map.of(), user, null, false, false);
  }

  /// What the daemon is told.
  ObjectNode toJson() {
    var body = Json.object()
        .put("AttachStdin", stdin)
        .put("AttachStdout", true)
        .put("AttachStderr", true)
        .put("Tty", terminal)
        .put("DetachKeys", DetachKeys.UNTYPED);
    cmd.forEach(body.putArray("Cmd")::add);
    var variables = body.putArray("Env");
    env.forEach((name, value) -> variables.add(name + "=" + value));
    if (user != null) {
      body.put("User", user);
    }
    if (workingDirectory != null) {
      body.put("WorkingDir", workingDirectory);
    }
    return body;
  }

  /// The same with one more variable.
  ExecPlan with(String name, String value) {
    var more = new TreeMap<>(env);
    more.put(name, value);
    return new ExecPlan(containerId, cmd, more, user, workingDirectory, terminal, stdin);
  }
}
