package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// A JSON value as people like to read it: like objects as a table, other structures as an
/// indented tree of `key: value`, plain values as they are.
public final class Rendering {
  private static final String INDENT = "  ";

  private Rendering() {}

  /// The text, of one or more lines, without a newline at its end.
  public static String text(JsonNode value, Look look) {
    if (value.isTextual()) {
      return value.textValue();
    }
    return value.isValueNode() || value.isEmpty()
        ? value.toString()
        : String.join("\n", lines(value, look));
  }

  private static List<String> lines(JsonNode value, Look look) {
    if (Scalar.flat(value)) {
      return List.of(value.isArray() ? "[" + Scalar.line(value) + "]" : Scalar.line(value));
    }
    return value.isArray()
        ? table(value, look).map(table -> table.text(look).lines().toList())
            .orElseGet(() -> items(value, look))
        : fields(value, look);
  }

  private static List<String> fields(JsonNode object, Look look) {
    var lines = new ArrayList<String>();
    for (var field : object.properties()) {
      var key = look.strong(field.getKey() + ":");
      if (Scalar.flat(field.getValue())) {
        lines.add(key + " " + Scalar.line(field.getValue()));
      } else {
        lines.add(key);
        lines(field.getValue(), look.indented(2)).forEach(line -> lines.add(INDENT + line));
      }
    }
    return lines;
  }

  private static List<String> items(JsonNode array, Look look) {
    var lines = new ArrayList<String>();
    for (var item : array) {
      var marker = "- ";
      for (var line : lines(item, look.indented(2))) {
        lines.add(marker + line);
        marker = INDENT;
      }
    }
    return lines;
  }

  private static Optional<Table> table(JsonNode array, Look look) {
    var keys = new LinkedHashSet<String>();
    for (var item : array) {
      if (!item.isObject() || !item.valueStream().allMatch(Scalar::flat)) {
        return Optional.empty();
      }
      item.fieldNames().forEachRemaining(keys::add);
    }
    var rows = array.valueStream()
        .map(item -> keys.stream().map(key -> cell(item.path(key))).toList())
        .toList();
    var numeric = keys.stream()
        .map(key -> array.valueStream()
            .map(item -> item.path(key))
            .allMatch(cell -> cell.isNumber() || cell.isMissingNode() || cell.isNull()))
        .toList();
    var table = new Table(List.copyOf(keys), rows, numeric);
    return keys.isEmpty() || !table.fits(look) ? Optional.empty() : Optional.of(table);
  }

  private static String cell(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "" : Scalar.line(value);
  }
}
