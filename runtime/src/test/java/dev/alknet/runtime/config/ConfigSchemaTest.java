package dev.alknet.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.operation.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The schema, its own examples and defaults, and the page that explains it.
class ConfigSchemaTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().resolve("../docs/configuration.md");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (?:`([^`]*)`|–) \\| .*");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private final ConfigSchema schema = ConfigSchema.current();

  @Test
  void isASchema() {
    Schema.parse(schema.text()).checked();
  }

  @Test
  void showsTheValidatorOnlyWordsItKnows() {
    assertThat(schema.text()).contains("x-restart", "x-expected", "x-secret");
    assertThat(schema.judged().toString()).doesNotContain("\"x-");
  }

  @Test
  void explainsEveryKeyAndKeepsItsOwnPromises() {
    keys().forEach((key, about) -> {
      assertThat(about.path("description").asText()).as(key).isNotEmpty();
      about.path("examples")
          .forEach(one -> assertThat(
              Schema.of(local(about)).violations(one)).as(key).isEmpty());
      if (about.has("default")) {
        assertThat(Schema.of(local(about)).violations(about.get("default"))).as(key).isEmpty();
      }
      if (about.has("pattern")) {
        assertThat(about.has(ConfigSchema.EXPECTED)).as(key).isTrue();
        assertThat(about.has("title")).as(key).isTrue();
      }
    });
  }

  @Test
  void thePageHasEveryKeyWithItsDefaultAndNoOther() throws IOException {
    var documented = new LinkedHashMap<String, String>();
    for (var line : Files.readAllLines(PAGE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        documented.put(row.group(1), String.valueOf(row.group(2)));
        assertThat(line.contains("*Restart*")).as(line).isEqualTo(restart(row.group(1)));
      }
    }

    var known = new LinkedHashMap<String, String>();
    keys().forEach((key, about) -> known.put(key, written(about.path("default"))));
    assertThat(documented).isEqualTo(known);
  }

  @Test
  void theExampleOfThePageHoldsAndHasEveryKey() throws IOException {
    var example = EXAMPLE.matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();
    var text = example.group(1);

    assertThat(ConfigText.read(schema, "example", text.getBytes(StandardCharsets.UTF_8),
        Path.of("/home"))).isInstanceOf(ConfigReading.Accepted.class);
    assertThat(keys().keySet()
        .stream()
        .filter(key -> !key.equals("store.sqlite"))
        .map(key -> key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf(']')) + 1)))
        .allSatisfy(name -> assertThat(text).contains(name + ":"));
  }

  /// As the page writes a default; an empty text is none.
  private static String written(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().isEmpty() ? "null" : value.textValue();
    }
    return value.isMissingNode() ? "null" : value.toString();
  }

  private boolean restart(String key) {
    var top = JsonPointer.empty().appendProperty(key.replaceFirst("\\..*", ""));
    return schema.about(top).path(ConfigSchema.RESTART).asBoolean();
  }

  /// What the schema says about each key that has a value, by its path.
  private Map<String, JsonNode> keys() {
    var keys = new LinkedHashMap<String, JsonNode>();
    collect(JsonPointer.empty(), "", keys);
    return keys;
  }

  private void collect(JsonPointer at, String path, Map<String, JsonNode> into) {
    schema.about(at).path("properties").fieldNames().forEachRemaining(name -> {
      var pointer = at.appendProperty(name);
      var key = path.isEmpty() ? name : path + "." + name;
      var about = schema.about(pointer);
      if (!about.has("properties")) {
        into.put(key, about);
        collect(pointer.appendIndex(0), key + "[]", into);
      } else {
        collect(pointer, key, into);
      }
    });
  }

  /// A place of the schema as a schema of its own.
  private JsonNode local(JsonNode about) {
    var copy = about.<ObjectNode>deepCopy();
    copy.set("$defs", schema.document().path("$defs"));
    return copy;
  }
}
