package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How values are shown.
public enum Format {
  /// Like objects as a table, other structures as a tree.
  TABLE,
  /// JSON, indented.
  JSON,
  /// YAML 1.2.
  YAML,
  /// Always a tree with branches.
  TREE;

  /// The format of this name; absent when there is none.
  public static Optional<Format> parse(String name) {
    return Arrays.stream(values()).filter(format -> format.text().equals(name)).findFirst();
  }

  /// All names, with `|` between them.
  public static String names() {
    return Arrays.stream(values()).map(Format::text).collect(Collectors.joining("|"));
  }

  /// Its name.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// A value in this format. `schema` is what is known of it, as a JSON Schema; any object if nothing
  /// is.
  public String of(JsonNode value, JsonNode schema, Look look) {
    return switch (this) {
      case TABLE -> Rendering.text(new Humane(schema).value(value), look);
      case JSON -> value.toPrettyString()
          .lines()
          .map(Scalar::visible)
          .collect(Collectors.joining("\n"));
      case YAML -> String.join("\n", new YamlText().lines(value));
      case TREE -> String.join("\n", new TreeText(look).lines(value));
    };
  }
}
