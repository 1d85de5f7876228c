package dev.alknet.runtime.operation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/// Where in the input the id of the resource stands: `$.field`, `$.a.b` or `$/a/b`.
/// Source: call.md §7.4.
public record ResourceIdPath(String text) {
  public ResourceIdPath {
    if (!text.matches("\\$(\\.[^./]+)+|\\$(/[^/]+)+")) {
      throw new IllegalArgumentException(
          "not a resource id path: '" + text + "' (expected $.field, $.a.b or $/a/b)");
    }
  }

  /// The id in this input; absent when there is no string at the path.
  public Optional<String> in(JsonNode input) {
    var id = input.at(pointer());
    return id.isTextual() ? Optional.of(id.textValue()) : Optional.empty();
  }

  /// A copy of an input that has an id, with this one in its place.
  public JsonNode replaced(JsonNode input, String id) {
    var copy = input.<JsonNode>deepCopy();
    var place = pointer();
    switch (copy.at(place.head())) {
      case ObjectNode object -> object.put(place.last().getMatchingProperty(), id);
      case ArrayNode array -> array.set(place.last().getMatchingIndex(), TextNode.valueOf(id));
      default -> throw new IllegalArgumentException("there is no id at " + text);
    }
    return copy;
  }

  private JsonPointer pointer() {
    return JsonPointer.compile(text.substring(1).replace('.', '/'));
  }
}
