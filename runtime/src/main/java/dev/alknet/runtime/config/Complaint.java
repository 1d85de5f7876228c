package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.alknet.runtime.operation.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Says what is wrong at a place that breaks the schema, in words for whoever wrote the file.
record Complaint(JsonPointer pointer, JsonNode found, JsonNode expected, JsonNode parent,
    String otherwise) {

  /// `otherwise` is what the validator says, for what nobody has put into better words.
  static Complaint of(ConfigSchema schema, JsonNode root, JsonPointer pointer, String otherwise) {
    var head = pointer.head();
    return new Complaint(pointer, root.at(pointer), schema.about(pointer),
        head == null ? schema.about(pointer) : schema.about(head), otherwise);
  }

  String sentence() {
    if (found.isMissingNode()) {
      return "%s is missing".formatted(name());
    }
    if (expected.isMissingNode()) {
      return unknown();
    }
    if (found.isNull()) {
      return "%s has no value; give it one or take it away".formatted(name());
    }
    var type = expected.path("type").asText();
    if (!fits(type)) {
      return "%s is %s; expected %s%s".formatted(name(), kind(), word(type),
          type.equals("string") ? ", so put it in quotes" : "");
    }
    if (expected.has("enum")) {
      return choice();
    }
    if (expected.has(ConfigSchema.EXPECTED)) {
      var value =
          expected.path(ConfigSchema.SECRET).asBoolean() ? "" : ": '" + found.asText() + "'";
      return "not %s%s (expected %s)".formatted(title(), value,
          expected.get(ConfigSchema.EXPECTED).asText());
    }
    if (expected.has("minimum") && found.isNumber()) {
      return "%s is %s; expected %s to %s".formatted(name(), found, expected.get("minimum"),
          expected.get("maximum"));
    }
    return "%s: %s".formatted(name(), otherwise);
  }

  private String unknown() {
    var known = new ArrayList<String>();
    parent.path("properties").fieldNames().forEachRemaining(known::add);
    var name = pointer.last().getMatchingProperty();
    var near = NearestNames.of(name, known);
    return near.isEmpty()
        ? "unknown key `%s`; known here are %s".formatted(name, quoted(known))
        : "unknown key `%s`; did you mean %s?".formatted(name, quoted(near));
  }

  private String choice() {
    var choices = StreamSupport.stream(expected.get("enum").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
    return "%s is '%s'; expected one of %s".formatted(name(), found.asText(),
        String.join(", ", choices));
  }

  private static String quoted(List<String> names) {
    return names.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }

  /// How this place is called: by its key, or as an item of the list that has one.
  private String name() {
    var last = pointer.last();
    if (last == null) {
      return "the file";
    }
    var list = pointer.head();
    return last.mayMatchElement() && list != null && list.last() != null
        ? "an item of `%s`".formatted(list.last().getMatchingProperty())
        : "`%s`".formatted(last.getMatchingProperty());
  }

  private String title() {
    var title = expected.path("title").asText("value");
    return ("aeiouA".indexOf(title.charAt(0)) < 0 ? "a " : "an ") + title;
  }

  private boolean fits(String type) {
    return switch (type) {
      case "object" -> found.isObject();
      case "array" -> found.isArray();
      case "string" -> found.isTextual();
      case "boolean" -> found.isBoolean();
      case "integer" -> found.isIntegralNumber();
      default -> true;
    };
  }

  private static String word(String type) {
    return switch (type) {
      case "object" -> "keys with values";
      case "array" -> "a list";
      case "string" -> "text";
      case "boolean" -> "true or false";
      default -> "a whole number";
    };
  }

  private String kind() {
    return switch (found.getNodeType()) {
      case JsonNodeType.OBJECT -> "a mapping";
      case JsonNodeType.ARRAY -> "a list";
      case JsonNodeType.STRING -> "text";
      case JsonNodeType.BOOLEAN -> "true or false";
      case JsonNodeType.NUMBER -> "a number";
      case JsonNodeType.NULL, JsonNodeType.MISSING, JsonNodeType.BINARY, JsonNodeType.POJO ->
        "nothing";
    };
  }
}
