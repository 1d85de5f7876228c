package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One operation on one page: what it does, what it takes and gives, how it fails.
public final class OperationSheet {
  private static final int CODES = 22;

  private OperationSheet() {}

  public static String of(OperationSpec spec, Look look) {
    var lines = new ArrayList<String>();
    lines.add(look.strong(spec.name().value()) + "  " + look.faint(spec.kind().text()));
    if (!spec.description().isBlank()) {
      lines.add(ScreenText.wrap(spec.description(), look.width(), ""));
    }
    section(lines, "input", schema(spec.input(), look), look);
    section(lines, "output", schema(spec.output(), look), look);
    section(lines, "errors", spec.errors()
        .stream()
        .flatMap(error -> new Definition(error.code(), error.description())
            .lines(CODES, code -> code, look.indented(2))
            .stream())
        .toList(), look);
    return String.join("\n", lines);
  }

  private static void section(List<String> lines, String title, List<String> body, Look look) {
    if (!body.isEmpty()) {
      lines.add(look.strong(title));
      body.stream().flatMap(String::lines).forEach(line -> lines.add("  " + line));
    }
  }

  private static List<String> schema(Schema schema, Look look) {
    var properties = schema.document().path("properties");
    if (properties.isEmpty()) {
      return List.of(type(schema.document()));
    }
    var required = schema.document()
        .path("required")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
    var rows = properties.properties()
        .stream()
        .map(field -> List.of(field.getKey(), type(field.getValue()),
            required.contains(field.getKey()) ? "required" : ""))
        .toList();
    var facts = Table.of(List.of("FIELD", "TYPE", ""), rows)
        .text(new Look(look.width() - 2, false))
        .lines()
        .toList();
    var column = 2 + facts.stream().mapToInt(TextWidth::of).max().orElse(0);
    var lines = new ArrayList<String>(
        new Definition(facts.getFirst(), "MEANING").lines(column, look::strong, look.indented(2)));
    int row = 1;
    for (var property : properties) {
      lines.addAll(new Definition(facts.get(row++), property.path("description").asText())
          .lines(column, fact -> fact, look.indented(2)));
    }
    return lines;
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.get("enum").valueStream().map(Scalar::text).collect(Collectors.joining("|"));
    }
    var type = schema.path("type");
    if (type.isArray()) {
      return type.valueStream().map(JsonNode::asText).collect(Collectors.joining("|"));
    }
    return switch (type.asText()) {
      case "" -> "any";
      case "array" -> type(schema.path("items")) + "[]";
      default -> type.asText();
    };
  }
}
