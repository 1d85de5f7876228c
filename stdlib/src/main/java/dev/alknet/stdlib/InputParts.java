package dev.alknet.stdlib;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what the inputs of several families have in common, once they fit their schemas.
public final class InputParts {
  private InputParts() {}

  /// The strings of an array; none when there is no array.
  public static List<String> strings(JsonNode array) {
    var list = new ArrayList<String>();
    array.forEach(item -> list.add(item.asText()));
    return list;
  }

  /// The entries of an object of strings, in order; none when there is no object.
  public static Map<String, String> map(JsonNode object) {
    var map = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  /// A refusal of the part at `pointer` for what no schema can say.
  public static CallException invalid(String pointer, String problem) {
    return new CallException(CallError.invalidInput(List.of(new Violation(pointer, problem))));
  }
}
