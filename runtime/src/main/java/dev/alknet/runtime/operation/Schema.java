package dev.alknet.runtime.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON Schema (draft 2020-12) that can judge values.
///
/// The document is compiled when the first value is judged, so that describing hundreds of
/// operations costs nothing at start-up. Safe for use by many threads.
public final class Schema {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

  /// Accepts every value.
  public static final Schema ANY = new Schema(JsonNodeFactory.instance.objectNode());

  private final JsonNode document;
  private volatile com.networknt.schema.@Nullable Schema compiled;

  private Schema(JsonNode document) {
    this.document = document;
  }

  /// A schema from its document: an object, or a boolean.
  public static Schema of(JsonNode document) {
    if (!document.isObject() && !document.isBoolean()) {
      throw new IllegalArgumentException(
          "a JSON Schema is an object or a boolean, not " + document);
    }
    return document.isEmpty() && document.isObject() ? ANY : new Schema(document);
  }

  /// A schema from JSON text.
  public static Schema parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// The document as it was given; treat it as read-only.
  public JsonNode document() {
    return document;
  }

  /// Judges and compiles the schema itself now, so that a broken one is refused where it is
  /// registered, with an [IllegalArgumentException].
  public Schema checked() {
    var broken = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of(META_SCHEMA))
        .validate(document);
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException("not a JSON Schema: " + violation(broken.getFirst()));
    }
    compiled();
    return this;
  }

  /// Every place where `value` breaks this schema; empty when it fits.
  public List<Violation> violations(JsonNode value) {
    return this == ANY
        ? List.of()
        : compiled().validate(value).stream().map(Schema::violation).toList();
  }

  /// The rest of `value` without what this schema marks `writeOnly`, for those who keep or show what
  /// somebody was given; missing when all of it is. `value` itself when nothing is.
  public JsonNode withoutWriteOnly(JsonNode value) {
    return WriteOnly.in(document) ? WriteOnly.removed(document, value) : value;
  }

  private static Violation violation(Error error) {
    var pointer = error.getInstanceLocation().toString();
    var property = error.getProperty();
    var place = property == null
        ? pointer
        : pointer + "/" + property.replace("~", "~0").replace("/", "~1");
    return new Violation(place, error.getMessage());
  }

  private com.networknt.schema.Schema compiled() {
    var schema = compiled;
    if (schema == null) {
      try {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(document);
        schema.initializeValidators();
      } catch (SchemaException e) {
        throw new IllegalArgumentException("not a JSON Schema: " + e.getMessage(), e);
      }
      compiled = schema;
    }
    return schema;
  }

  @Override
  public String toString() {
    return document.toString();
  }
}
