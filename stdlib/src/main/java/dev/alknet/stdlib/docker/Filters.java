package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.stdlib.InputParts;

/// Which things are meant, as the daemon wants to be told: a map of lists of strings.
final class Filters {
  /// `labels`, as one property of a schema.
  static final String LABELS =
      """
      "labels": {
        "type": "object", "additionalProperties": {"type": "string"},
        "description": "only those that bear all of these labels"
      }""";

  private final ObjectNode map = Json.object();

  /// Those that bear the labels of an input, if it has any.
  static Filters labels(JsonNode input) {
    var filters = new Filters();
    InputParts.map(input.path("labels"))
        .forEach((key, value) -> filters.add("label",
            key + "=" + value));
    return filters;
  }

  /// One more value that will do for `name`.
  Filters add(String name, String value) {
    map.withArray(name).add(value);
    return this;
  }

  @Override
  public String toString() {
    return map.toString();
  }
}
