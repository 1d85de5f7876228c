package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.ProviderChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to run and where. `named` tells whether the caller chose the name.
record RunRequest(ProviderChoice provider, @Nullable String image, List<String> command,
    Map<String, String> env, String name, boolean named, Map<String, String> labels) {

  RunRequest {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    labels = Map.copyOf(labels);
  }

  /// Reads the input of `container/run`, which fits its schema already but may have taken labels
  /// that are `ours`.
  static RunRequest parse(JsonNode input, ProviderChoice usual, Labels ours) {
    var labels = InputParts.map(input.path("labels"));
    for (var key : labels.keySet()) {
      if (ours.reserved(key)) {
        throw InputParts.invalid("/labels/" + key,
            "labels under %s. are reserved".formatted(ours.prefix()));
      }
    }
    var name = input.path("name").textValue();
    var provider = input.path("provider").textValue();
    return new RunRequest(
        provider == null ? usual : ProviderChoice.parse(provider),
        input.path("image").textValue(),
        InputParts.strings(input.path("command")),
        InputParts.map(input.path("env")),
        name == null ? "run-" + RandomHex.digits(6) : name,
        name != null,
        labels);
  }
}
