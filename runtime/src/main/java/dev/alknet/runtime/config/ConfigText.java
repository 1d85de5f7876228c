package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.alknet.runtime.operation.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Judges the text of one file: first its YAML, then every place by the schema, then what places mean
/// together. All that is wrong is collected; of one place only what was found first.
final class ConfigText {
  /// A longer file is not looked at, in bytes.
  static final int LONGEST = 1024 * 1024;

  private final ConfigSchema schema;
  private final String name;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<JsonPointer> told = new HashSet<>();

  private ConfigText(ConfigSchema schema, String name) {
    this.schema = schema;
    this.name = name;
  }

  /// Judges `bytes`, which people know as the file `name`. Relative paths in it start at `folder`.
  static ConfigReading read(ConfigSchema schema, String name, byte[] bytes, Path folder) {
    return new ConfigText(schema, name).read(bytes, folder);
  }

  private ConfigReading read(byte[] bytes, Path folder) {
    if (bytes.length > LONGEST) {
      complain(Position.START, "the file has %d bytes; expected at most %d. Peers by the thousand "
          .formatted(bytes.length, LONGEST) + "belong in the store: alk peer invite");
      return refused();
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var document = YamlReader.read(text.startsWith("\uFEFF") ? text.substring(1) : text,
          this::complain);
      if (!document.root().isEmpty() || !document.root().isObject()) {
        judge(document);
      }
      if (problems.isEmpty()) {
        return new ConfigReading.Accepted(
            new ConfigValues(document, schema, name, folder).config());
      }
    } catch (CharacterCodingException _) {
      complain(Position.START, "the file is not UTF-8 text");
    } catch (MarkedYAMLException e) {
      complain(YamlReader.position(e.getProblemMark()),
          "this is not YAML: " + (e.getContext() == null ? "" : e.getContext() + ", ")
              + e.getProblem());
    } catch (YAMLException e) {
      complain(Position.START, "this is not YAML: "
          + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return refused();
  }

  /// Of a key that nobody knows its name is shown, of all others what they hold.
  private void judge(YamlDocument document) {
    for (Violation violation : schema.violations(document.root())) {
      var pointer = JsonPointer.compile(violation.pointer());
      var unknown = schema.about(pointer).isMissingNode();
      complain(pointer, unknown ? document.place(pointer) : document.value(pointer),
          Complaint.of(schema, document.root(), pointer, violation.problem()).sentence());
    }
    ConfigRules.check(document, this::complain);
  }

  private void complain(JsonPointer pointer, Position at, String sentence) {
    if (told.add(pointer)) {
      complain(at, sentence);
    }
  }

  private void complain(Position at, String sentence) {
    problems.add(new Problem(name, at, sentence));
  }

  private ConfigReading refused() {
    problems.sort(Comparator.<Problem>comparingInt(problem -> problem.at().line())
        .thenComparingInt(problem -> problem.at().column()));
    return new ConfigReading.Refused(problems);
  }
}
