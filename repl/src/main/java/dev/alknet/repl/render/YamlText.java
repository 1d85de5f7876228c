package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A value as YAML 1.2 that every reader of it takes for the same value: text that could be anything
/// else is quoted, as JSON quotes it.
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./@-]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|~|\\.nan|\\.inf");

  List<String> lines(JsonNode value) {
    if (!value.isContainerNode() || value.isEmpty()) {
      return List.of(scalar(value));
    }
    var lines = new ArrayList<String>();
    if (value.isObject()) {
      value.properties().forEach(entry -> field(lines, entry.getKey(), entry.getValue()));
    } else {
      value.forEach(item -> {
        var marker = "- ";
        for (var line : lines(item)) {
          lines.add(marker + line);
          marker = "  ";
        }
      });
    }
    return lines;
  }

  private void field(List<String> lines, String name, JsonNode value) {
    var key = text(name) + ":";
    if (!value.isContainerNode() || value.isEmpty()) {
      lines.add(key + " " + scalar(value));
      return;
    }
    lines.add(key);
    lines(value).forEach(line -> lines.add("  " + line));
  }

  private static String scalar(JsonNode value) {
    return value.isTextual() ? text(value.textValue()) : Scalar.json(value);
  }

  private static String text(String value) {
    return PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()
        ? value
        : Scalar.json(TextNode.valueOf(value));
  }
}
