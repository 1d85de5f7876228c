package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What there is to say about a piece of work. A process has no image; the exit code is absent
/// while it is not known.
record ContainerSummary(String id, String name, ProviderName provider, @Nullable String image,
    ContainerState state, @Nullable Integer exitCode, Map<String, String> labels,
    Instant createdAt) {

  ContainerSummary {
    labels = Map.copyOf(labels);
  }

  /// `{id, name, provider}`, by which it is known.
  ObjectNode reference() {
    return JsonNodeFactory.instance.objectNode()
        .put("id", id)
        .put("name", name)
        .put("provider", provider.text());
  }

  /// An entry of `container/list`.
  ObjectNode toJson() {
    var json = reference().put("image", image).put("state", state.text());
    if (exitCode != null) {
      json.put("exitCode", exitCode);
    }
    var map = json.putObject("labels");
    new TreeMap<>(labels).forEach(map::put);
    return json.put("createdAt", createdAt.toString());
  }
}
