package dev.alknet.runtime.operation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
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
    var id = input.at(JsonPointer.compile(text.substring(1).replace('.', '/')));
    return id.isTextual() ? Optional.of(id.textValue()) : Optional.empty();
  }
}
