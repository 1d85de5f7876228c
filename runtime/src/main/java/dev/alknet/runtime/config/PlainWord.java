package dev.alknet.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;

/// What a word without quotes is: nothing, true, false or a number as JSON writes them, else text.
final class PlainWord {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,17}([eE][-+]?[0-9]{1,3})?");

  private PlainWord() {}

  static JsonNode value(String word) {
    var json = JsonNodeFactory.instance;
    return switch (word) {
      case "", "~", "null" -> json.nullNode();
      case "true" -> json.booleanNode(true);
      case "false" -> json.booleanNode(false);
      default -> {
        if (INTEGER.matcher(word).matches()) {
          yield json.numberNode(Long.parseLong(word));
        }
        yield NUMBER.matcher(word).matches()
            ? json.numberNode(Double.parseDouble(word))
            : json.textNode(word);
      }
    };
  }
}
