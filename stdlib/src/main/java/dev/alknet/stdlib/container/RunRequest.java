package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.ProviderChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to run and where. `named` tells whether the caller chose the name.
record RunRequest(ProviderChoice provider, @Nullable String image, List<String> command,
    Map<String, String> env, String name, boolean named, Map<String, String> labels) {

  /// What the keys of the labels that nodes write begin with.
  static final String RESERVED = "alknet.";

  RunRequest {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    labels = Map.copyOf(labels);
    for (var key : labels.keySet()) {
      if (key.startsWith(RESERVED)) {
        throw InputParts.invalid("/labels/" + key, "labels under alknet. are reserved");
      }
    }
  }

  /// Reads the input of `container/run`, which fits its schema already.
  static RunRequest parse(JsonNode input, ProviderChoice usual) {
    var name = input.path("name").textValue();
    var provider = input.path("provider").textValue();
    return new RunRequest(
        provider == null ? usual : ProviderChoice.parse(provider),
        input.path("image").textValue(),
        InputParts.strings(input.path("command")),
        InputParts.map(input.path("env")),
        name == null ? "run-" + RandomHex.digits(6) : name,
        name != null,
        InputParts.map(input.path("labels")));
  }
}
