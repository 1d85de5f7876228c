package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.stdlib.Owners;
import java.util.List;
import java.util.stream.Collectors;

/// What several operations ask of their input and their caller.
final class Inputs {
  /// Where the container stands in the inputs that name one.
  static final String CONTAINER_PATH = "$.containerId";

  /// What a caller must hold who wants to sit at a container: `exec` alone does not permit it.
  /// Source: D-26, OWN-08.
  static final AccessControl TERMINAL =
      AccessControl.scopes("tty:open").on(Owners.CONTAINER, "tty");

  /// `containerId`, as one property of a schema.
  static final String CONTAINER_ID =
      """
      "containerId": {
        "type": "string",
        "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
        "description": "the container: its id, the beginning of its id, or its name"
      }""";

  /// `image`, as one property of a schema.
  static final String IMAGE =
      """
      "image": {
        "type": "string",
        "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.:/@-]*$",
        "description": "the image, such as alpine:3 or host:5000/team/web; without a tag: latest"
      }""";

  /// An input that names a container and nothing else.
  static final String CONTAINER_ONLY =
      """
      {"type": "object", "additionalProperties": false, "required": ["containerId"],
       "properties": {%s}}""".formatted(CONTAINER_ID);

  /// An input that names an image and nothing else.
  static final String IMAGE_ONLY =
      """
      {"type": "object", "additionalProperties": false, "required": ["image"],
       "properties": {%s}}""".formatted(IMAGE);

  /// An input without anything.
  static final String NOTHING =
      """
      {"type": "object", "additionalProperties": false, "properties": {}}""";

  /// The output of what removes one thing.
  static final String REMOVED =
      """
      {
        "type": "object",
        "additionalProperties": false,
        "required": ["removed"],
        "properties": {"removed": {"const": true, "description": "it is gone"}}
      }""";

  private Inputs() {}

  /// An input with these fields and no other. `required` are the names of those that must be there,
  /// each `field` is one property of a schema, such as [#CONTAINER_ID].
  static String of(List<String> required, String... fields) {
    // Jackson's way from lists to text would have to be brought up first, at every start
    var names = required.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    return """
        {"type": "object", "additionalProperties": false, "required": [%s], "properties": {%s}}"""
        .formatted(names, String.join(",\n", fields));
  }

  /// One property of a schema; `rest` is the inside of its object without the description.
  static String field(String name, String rest, String description) {
    return "\"%s\": {%s, \"description\": \"%s\"}".formatted(name, rest, description);
  }

  static String containerId(JsonNode input) {
    return input.path("containerId").asText();
  }

  static String image(JsonNode input) {
    return input.path("image").asText();
  }
}
