package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.operation.Schema;
import dev.alknet.runtime.operation.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The published JSON Schema of `alknet.yaml`: what keys there are, what they mean, and what holds
/// where nothing is written. The only place that says so.
public final class ConfigSchema {
  /// A top-level key whose values count when the node starts.
  static final String RESTART = "x-restart";
  /// What belongs in a place, in words.
  static final String EXPECTED = "x-expected";

  /// A place where somebody may write a secret by mistake, which nobody else must read then.
  static final String SECRET = "x-secret";

  private static final String RESOURCE = "alknet.schema.json";

  private final String text;
  private final JsonNode document;
  private final Schema schema;

  private ConfigSchema(String text) {
    this.text = text;
    this.document = Schema.parse(text).document();
    this.schema = Schema.of(withoutOurs(document.deepCopy()));
  }

  /// The validator warns of keywords that it does not know.
  private static JsonNode withoutOurs(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of(RESTART, EXPECTED, SECRET));
    }
    node.forEach(ConfigSchema::withoutOurs);
    return node;
  }

  /// The schema of this version.
  public static ConfigSchema current() {
    return Current.SCHEMA;
  }

  private static ConfigSchema read() {
    try (var stream = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
      return new ConfigSchema(
          new String(Objects.requireNonNull(stream, RESOURCE).readAllBytes(),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document, draft 2020-12.
  public String text() {
    return text;
  }

  /// The document, parsed.
  JsonNode document() {
    return document;
  }

  /// What the validator gets of it.
  JsonNode judged() {
    return schema.document();
  }

  /// What is wrong with a file as far as one place can tell.
  List<Violation> violations(JsonNode root) {
    return schema.violations(root);
  }

  /// What the schema says about a place, `$ref` resolved; missing when nothing may be there.
  JsonNode about(JsonPointer pointer) {
    var here = resolved(document);
    for (var rest = pointer; !rest.matches() && !here.isMissingNode(); rest = rest.tail()) {
      here = resolved(below(here, rest.getMatchingProperty()));
    }
    return here;
  }

  private static JsonNode below(JsonNode here, String name) {
    var named = here.path("properties").path(name);
    if (!named.isMissingNode()) {
      return named;
    }
    var others = here.path("additionalProperties");
    return others.isObject() ? others : here.path("items");
  }

  private JsonNode resolved(JsonNode here) {
    var reference = here.path("$ref").textValue();
    if (reference == null) {
      return here.isObject() ? here : MissingNode.getInstance();
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.setAll((ObjectNode) resolved(document.at(reference.substring(1))));
    all.setAll((ObjectNode) here);
    return all.without("$ref");
  }

  /// Read when the first one asks.
  private static final class Current {
    static final ConfigSchema SCHEMA = read();
  }
}
