package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/// One item of a subscription on one line, for people: the text of a log line as it is, an object as
/// `key: value` pairs.
public final class ItemText {
  private ItemText() {}

  public static String of(JsonNode item, Look look) {
    if (item.isTextual()) {
      return ScreenText.safe(item.textValue());
    }
    if (item.isObject() && item.path("text").isTextual()) {
      return logLine(item, look);
    }
    return item.isObject()
        ? item.properties()
            .stream()
            .map(field -> look.faint(field.getKey() + ":") + " " + Scalar.inline(field.getValue()))
            .collect(Collectors.joining("  "))
        : Scalar.inline(item);
  }

  /// What a program wrote, and what it called an error in the colour of one.
  private static String logLine(JsonNode item, Look look) {
    var text = Scalar.visible(item.path("text").textValue().stripTrailing());
    return item.path("stream").asText().equals("stderr") ? look.alarming(text) : text;
  }
}
