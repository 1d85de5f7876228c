package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;

/// Parts of input schemas that several operations share.
final class Inputs {
  /// Where the container stands in the inputs that name one.
  static final String CONTAINER_PATH = "$.containerId";

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

  private Inputs() {}

  static String containerId(JsonNode input) {
    return input.path("containerId").asText();
  }

  static String image(JsonNode input) {
    return input.path("image").asText();
  }
}
