package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON as this package reads and writes it.
final class Json {
  static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// The strings of an array; none when there is no array.
  static List<String> strings(JsonNode array) {
    var list = new ArrayList<String>();
    array.forEach(item -> list.add(item.asText()));
    return list;
  }

  /// The entries of an object of strings, in order; none when there is no object.
  static Map<String, String> map(JsonNode object) {
    var map = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
