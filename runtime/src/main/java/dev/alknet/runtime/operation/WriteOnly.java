package dev.alknet.runtime.operation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Takes out of a value what a schema marks `writeOnly`.
///
/// It takes rather too much than too little: what any branch of a choice marks is taken, whichever
/// branch applies, and so is what a schema says by a reference that cannot be followed (one that
/// does not begin with `#/`). A schema with an `$id` inside has no references that can.
/// Source: JSON Schema 2020-12, Validation §9.4.
final class WriteOnly {
  private static final String MARK = "writeOnly";
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef");
  private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> CONDITIONS = List.of("if", "then", "else", "not");
  private static final JsonNode UNKNOWN = JsonNodeFactory.instance.objectNode().put(MARK, true);

  private final JsonNode root;
  private final boolean movesBase;

  private WriteOnly(JsonNode root) {
    this.root = root;
    this.movesBase = root.findValues("$id").size() > (root.has("$id") ? 1 : 0);
  }

  /// Whether there can be anything to take.
  static boolean in(JsonNode schema) {
    return schema.findValue(MARK) != null
        || REFERENCES.stream().anyMatch(reference -> schema.findValue(reference) != null);
  }

  /// The rest of `value`: members are gone, items are null; missing when nothing is left of it.
  static JsonNode removed(JsonNode schema, JsonNode value) {
    var whole = new WriteOnly(schema);
    return whole.rest(value, whole.closure(List.of(schema)));
  }

  private JsonNode rest(JsonNode value, Set<JsonNode> schemas) {
    if (schemas.stream().anyMatch(schema -> schema.path(MARK).asBoolean())) {
      return MissingNode.getInstance();
    }
    if (value.isObject()) {
      var rest = JsonNodeFactory.instance.objectNode();
      value.properties()
          .forEach(member -> put(rest, member.getKey(),
              rest(member.getValue(), members(schemas, member.getKey()))));
      return rest;
    }
    if (value.isArray()) {
      var rest = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        var item = rest(value.get(i), items(schemas, i));
        rest.add(item.isMissingNode() ? NullNode.instance : item);
      }
      return rest;
    }
    return value;
  }

  private static void put(ObjectNode rest, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      rest.set(name, value);
    }
  }

  /// What the schemas of an object say about this member of it.
  private Set<JsonNode> members(Set<JsonNode> schemas, String name) {
    var found = new ArrayDeque<JsonNode>();
    for (var schema : schemas) {
      int before = found.size();
      if (schema.path("properties").has(name)) {
        found.add(schema.path("properties").path(name));
      }
      schema.path("patternProperties").properties().forEach(entry -> {
        if (matches(entry.getKey(), name)) {
          found.add(entry.getValue());
        }
      });
      if (found.size() == before && schema.has("additionalProperties")) {
        found.add(schema.path("additionalProperties"));
      }
    }
    if (found.isEmpty()) {
      schemas.forEach(schema -> found.add(schema.path("unevaluatedProperties")));
    }
    return closure(found);
  }

  /// What the schemas of an array say about this item of it.
  private Set<JsonNode> items(Set<JsonNode> schemas, int index) {
    var found = new ArrayDeque<JsonNode>();
    for (var schema : schemas) {
      var first = schema.path("prefixItems");
      found.add(index < first.size() ? first.path(index) : schema.path("items"));
      found.add(schema.path("contains"));
      found.add(schema.path("unevaluatedItems"));
    }
    return closure(found);
  }

  /// These schemas and all that they refer to for the same value.
  private Set<JsonNode> closure(Iterable<JsonNode> schemas) {
    Set<JsonNode> closed = Collections.newSetFromMap(new IdentityHashMap<>());
    var open = new ArrayDeque<JsonNode>();
    schemas.forEach(open::add);
    while (!open.isEmpty()) {
      var schema = open.remove();
      if (schema.isObject() && closed.add(schema)) {
        REFERENCES.stream()
            .filter(schema::has)
            .forEach(key -> open.add(target(schema.path(key).asText())));
        BRANCHES.forEach(key -> schema.path(key).forEach(open::add));
        CONDITIONS.forEach(key -> open.add(schema.path(key)));
        schema.path("dependentSchemas").forEach(open::add);
      }
    }
    return closed;
  }

  private JsonNode target(String reference) {
    if (reference.equals("#")) {
      return movesBase ? UNKNOWN : root;
    }
    if (movesBase || !reference.startsWith("#/") || reference.contains("%")) {
      return UNKNOWN;
    }
    var found = root.at(JsonPointer.compile(reference.substring(1)));
    return found.isMissingNode() ? UNKNOWN : found;
  }

  /// A pattern that Java cannot read may mean any name.
  private static boolean matches(String pattern, String name) {
    try {
      return Pattern.compile(pattern).matcher(name).find();
    } catch (PatternSyntaxException _) {
      return true;
    }
  }
}
