package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/// One plain value as text on one line.
///
/// Text stands as it is unless it could be taken for something else (`""`, `"12"`, `"true"`);
/// then it is quoted. Control characters are shown, never obeyed.
final class Scalar {
  private static final Pattern AMBIGUOUS =
      Pattern.compile("|true|false|null|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|\\s.*|.*\\s");

  private Scalar() {}

  static String text(JsonNode value) {
    return value.isTextual() ? text(value.textValue()) : json(value);
  }

  /// The value as JSON whose control characters are all escaped; those from U+007F to U+009F, which
  /// JSON allows, can begin an order to a terminal too.
  static String json(JsonNode value) {
    var text = value.toString();
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    var shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append("\\u%04x".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /// A value of any depth on one line; what is nested as JSON.
  static String inline(JsonNode value) {
    return flat(value) ? line(value) : json(value);
  }

  /// Text as it is, with its control characters shown.
  static String visible(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (point == '\t') {
        shown.append("    ");
      } else if (Character.isISOControl(point)) {
        shown.append("\\u%04x".formatted(point));
      } else {
        shown.appendCodePoint(point);
      }
    });
    return shown.toString();
  }

  private static String text(String value) {
    var quoted = AMBIGUOUS.matcher(value).matches()
        || value.chars().anyMatch(Character::isISOControl);
    return quoted ? json(TextNode.valueOf(value)) : value;
  }

  /// Whether the value fits on one line by nature: no object, and no array but a short one of
  /// such values.
  static boolean flat(JsonNode value) {
    if (value.isArray()) {
      return value.size() <= 8 && value.valueStream().allMatch(JsonNode::isValueNode);
    }
    return value.isValueNode() || value.isEmpty();
  }

  /// A [#flat] value; the items of an array are set apart by commas.
  static String line(JsonNode value) {
    if (value.isArray() && !value.isEmpty()) {
      return String.join(", ", value.valueStream().map(Scalar::text).toList());
    }
    return text(value);
  }
}
