package dev.alknet.runtime.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/// JSON text, the only form in which a value crosses between a script and the host.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /// Stands for "no more items"; no JSON text parses to it.
  static final JsonNode END = MissingNode.getInstance();

  private Json() {}

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// How deep arrays and objects lie in each other in this JSON text; 0 for anything else.
  static int depth(String text) {
    var deepest = 0;
    var depth = 0;
    var quoted = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '"' -> quoted = !quoted;
        case '[', '{' -> deepest = Math.max(deepest, quoted ? 0 : ++depth);
        case ']', '}' -> depth -= quoted ? 0 : 1;
        default -> {
        }
      }
    }
    return deepest;
  }

  static String print(JsonNode value) {
    return value.toString();
  }

  /// The strings of a JSON array of strings.
  static List<String> strings(String array) {
    var strings = new ArrayList<String>();
    parse(array).forEach(item -> strings.add(item.textValue()));
    return strings;
  }
}
