package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a schema says of the members of an object, in a few words.
record SchemaText(JsonNode schema) {
  /// The part that is about the value at this path of member names; items stand for their array.
  SchemaText at(List<String> path) {
    var at = schema;
    for (var name : path) {
      at = at.path("type").asText().equals("array") ? at.path("items") : at;
      var member = at.path("properties").path(name);
      at = member.isMissingNode() ? at.path("additionalProperties") : member;
    }
    return new SchemaText(at);
  }

  /// Whether what lies at this path, or anything around it, is nobody's to read.
  boolean secretAt(List<String> path) {
    return IntStream.rangeClosed(0, path.size())
        .anyMatch(length -> at(path.subList(0, length)).secret());
  }

  /// The names of the members, in the order of the schema.
  List<String> names() {
    var object = schema.path("type").asText().equals("array") ? schema.path("items") : schema;
    return object.path("properties").propertyStream().map(entry -> entry.getKey()).toList();
  }

  SchemaText member(String name) {
    return at(List.of(name));
  }

  boolean requires(String name) {
    return schema.path("required").valueStream().anyMatch(each -> each.asText().equals(name));
  }

  boolean secret() {
    return schema.path("writeOnly").asBoolean();
  }

  String description() {
    return schema.path("description").asText();
  }

  /// `string`, `no|always`, `string[]`, `any`.
  String type() {
    if (schema.has("enum")) {
      return schema.path("enum")
          .valueStream()
          .map(JsonNode::asText)
          .collect(Collectors.joining("|"));
    }
    var type = schema.path("type");
    if (type.isArray()) {
      return type.valueStream().map(JsonNode::asText).collect(Collectors.joining("|"));
    }
    return switch (type.asText()) {
      case "" -> "any";
      case "array" -> new SchemaText(schema.path("items")).type() + "[]";
      default -> type.asText();
    };
  }

  /// `{image: string, restart?: no|always}`; `any` when nothing is said about members.
  String signature() {
    var names = names();
    return names.isEmpty()
        ? type()
        : names.stream()
            .map(name -> name + (requires(name) ? ": " : "?: ") + member(name).type())
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /// The values that the schema itself names: those of an enum, the default, and true and false.
  List<JsonNode> values() {
    var items = schema.path("type").asText().equals("array") ? schema.path("items") : schema;
    var booleans = items.path("type").asText().equals("boolean")
        ? Stream.<JsonNode>of(BooleanNode.TRUE, BooleanNode.FALSE)
        : Stream.<JsonNode>of();
    return Stream.<Stream<JsonNode>>of(items.path("enum").valueStream(), booleans,
        items.has("default") ? Stream.<JsonNode>of(items.path("default")) : Stream.<JsonNode>of())
        .flatMap(each -> each)
        .distinct()
        .toList();
  }
}
