package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// What a YAML text says, as JSON, and where each part of it stands, by JSON pointer.
record YamlDocument(JsonNode root, Map<JsonPointer, Position> values,
    Map<JsonPointer, Position> keys) {
  YamlDocument {
    values = Map.copyOf(values);
    keys = Map.copyOf(keys);
  }

  /// Where the key of a mapping or the item of a list stands; of what is not there, where it would
  /// have to be put.
  Position place(JsonPointer pointer) {
    for (var at = pointer; at != null; at = at.head()) {
      var place = keys.getOrDefault(at, values.get(at));
      if (place != null) {
        return place;
      }
    }
    return Position.START;
  }

  /// Where a value stands.
  Position value(JsonPointer pointer) {
    var place = values.get(pointer);
    return place == null ? place(pointer) : place;
  }
}
