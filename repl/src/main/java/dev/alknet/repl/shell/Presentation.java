package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How values are shown: in the format that was chosen, by what is known of the operation that gave
/// them.
final class Presentation {
  private static final Pattern SET =
      Pattern.compile("\\s*(?:(?:const|let|var)\\s+)?([A-Za-z_$][\\w$]*)\\s*=(?![=>])");
  private static final Pattern END = Pattern.compile("[;\\s]+$");

  private final Lines lines;
  private final Boot boot;
  /// Which operation has given what a name stands for.
  private final Map<String, String> given = new ConcurrentHashMap<>();
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

  /// What `code` calls has given what these names stand for from now on, and the one that it sets.
  void learn(String code, String... names) {
    var operation = operation(code);
    var set = SET.matcher(code);
    Stream.concat(Stream.of(names), set.lookingAt() ? Stream.of(set.group(1)) : Stream.of())
        .forEach(name -> operation.ifPresentOrElse(known -> given.put(name, known),
            () -> given.remove(name)));
  }

  /// That it calls, or that gave what it names.
  private Optional<String> operation(String code) {
    var name = END.matcher(code.strip()).replaceFirst("");
    return Advice.operation(code).or(() -> Optional.ofNullable(given.get(name)));
  }

  /// The text of what `code` gave.
  String text(String code, JsonNode value) {
    var schema = operation(code)
        .flatMap(name -> boot.index().find(name))
        .map(OperationSpec::output)
        .<JsonNode>map(output -> output.document())
        .orElse(MissingNode.getInstance());
    return value.isTextual() && format == Format.TABLE
        ? ScreenText.safe(value.textValue())
        : format.of(value, schema, lines.look());
  }
}
