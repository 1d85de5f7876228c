package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a container is to be made of.
record ContainerPlan(String image, List<String> command, Map<String, String> env,
    Map<String, String> labels, @Nullable String name, @Nullable String workingDirectory,
    ContainerSetup setup) {

  ContainerPlan {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    labels = Map.copyOf(labels);
  }

  /// Reads the input of `docker/container/create`, and writes our labels over the caller's.
  static ContainerPlan of(JsonNode input, String owner, Labels ours) {
    return new ContainerPlan(input.path("image").asText(),
        InputParts.strings(input.path("command")),
        InputParts.map(input.path("env")),
        labels(InputParts.map(input.path("labels")), ours, owner),
        input.path("name").textValue(), input.path("workingDirectory").textValue(),
        ContainerSetup.of(input));
  }

  /// The same with one more label.
  ContainerPlan labelled(String key, String value) {
    var more = new TreeMap<>(labels);
    more.put(key, value);
    return new ContainerPlan(image, command, env, more, name, workingDirectory, setup);
  }

  private static Map<String, String> labels(Map<String, String> given, Labels ours,
      String owner) {
    var labels = new TreeMap<>(given);
    var fixed = ours.of(owner);
    labels.putAll(fixed);
    for (var key : labels.keySet()) {
      if (ours.reserved(key) && !fixed.containsKey(key)) {
        throw new CallException(CallError.invalidInput(
            "labels that begin with '%s.' are reserved: '%s'".formatted(ours.prefix(), key)));
      }
    }
    return labels;
  }
}
