package dev.alknet.stdlib.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.InputParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to run: a program with its arguments, where, with what added to its environment, and what
/// it reads. Without `folder` it runs where the node runs.
public record ProcessCommand(List<String> command, @Nullable Path folder, Map<String, String> env,
    String stdin) {

  public ProcessCommand {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty");
    }
  }

  /// Reads `{command, cwd?, env?, stdin?}`, which fits its schema already.
  public static ProcessCommand parse(JsonNode input) {
    var cwd = input.path("cwd");
    return new ProcessCommand(
        InputParts.strings(input.path("command")),
        cwd.isTextual() ? Path.of(cwd.textValue()) : null,
        InputParts.map(input.path("env")),
        input.path("stdin").asText(""));
  }

  /// The program: a path when it has a slash, else a name to look for.
  String program() {
    return command.getFirst();
  }
}
