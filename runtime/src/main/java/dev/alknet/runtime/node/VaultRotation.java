package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// What came of a rotation: the credentials that were encrypted anew, and those that stayed as they
/// are because this vault cannot read them.
public record VaultRotation(List<String> rotated, List<String> unreadable) {
  public VaultRotation {
    rotated = List.copyOf(rotated);
    unreadable = List.copyOf(unreadable);
  }

  /// `{"rotated": [names], "unreadable": [names]}`.
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode();
    rotated.forEach(json.putArray("rotated")::add);
    unreadable.forEach(json.putArray("unreadable")::add);
    return json;
  }

  static VaultRotation ofJson(JsonNode json) {
    return new VaultRotation(names(json.path("rotated")), names(json.path("unreadable")));
  }

  static List<String> names(JsonNode array) {
    var names = new ArrayList<String>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }
}
