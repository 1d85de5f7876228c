package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.runtime.operation.OperationSpec;

/// How values are shown: in the format that was chosen, by what is known of the operation that gave
/// them.
final class Presentation {
  private final Lines lines;
  private final Boot boot;
  private volatile Format format = Format.TABLE;

  Presentation(Lines lines, Boot boot) {
    this.lines = lines;
    this.boot = boot;
  }

  Format format() {
    return format;
  }

  void choose(Format chosen) {
    format = chosen;
  }

  /// The text of what `code` gave.
  String text(String code, JsonNode value) {
    var schema = Advice.operation(code)
        .flatMap(name -> boot.index().find(name))
        .map(OperationSpec::output)
        .<JsonNode>map(output -> output.document())
        .orElse(MissingNode.getInstance());
    return value.isTextual() && format == Format.TABLE
        ? ScreenText.safe(value.textValue())
        : format.of(value, schema, lines.look());
  }
}
