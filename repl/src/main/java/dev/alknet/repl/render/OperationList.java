package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.regex.Pattern;

/// Operations as a list to look things up in.
public record OperationList(List<OperationSpec> operations) {
  public OperationList {
    operations = List.copyOf(operations);
  }

  /// Those whose name contains `pattern`; or, when it has a `*` or `?`, whose whole name it fits
  /// (`*` stands for any text, also across slashes, `?` for one character).
  public OperationList matching(String pattern) {
    var glob = pattern.contains("*") || pattern.contains("?");
    var form = Pattern.compile(Pattern.quote(pattern)
        .replace("*", "\\E.*\\Q")
        .replace("?", "\\E.\\Q"));
    return new OperationList(operations.stream()
        .filter(spec -> glob
            ? form.matcher(spec.name().value()).matches()
            : spec.name().value().contains(pattern))
        .toList());
  }

  /// A table of name, kind and description.
  public String text(Look look) {
    return Table.of(List.of("NAME", "KIND", "DESCRIPTION"), operations.stream()
        .map(spec -> List.of(spec.name().value(), spec.kind().text(), spec.description()))
        .toList()).text(look);
  }

  /// An array of their summaries.
  public JsonNode json() {
    var array = JsonNodeFactory.instance.arrayNode();
    operations.forEach(spec -> array.add(spec.summary()));
    return array;
  }
}
