package dev.alknet.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteOnlyTest {
  private static final String SECRET = "{\"type\": \"string\", \"writeOnly\": true}";

  @ParameterizedTest
  @ValueSource(strings = {
      "{'properties': {'p': S}}",
      "{'patternProperties': {'^p$': S}}",
      "{'patternProperties': {'(?<broken': S}}",
      "{'additionalProperties': S}",
      "{'unevaluatedProperties': S}",
      "{'$ref': '#/$defs/x', '$defs': {'x': {'properties': {'p': S}}}}",
      "{'properties': {'p': {'$ref': '#/$defs/x'}}, '$defs': {'x': S}}",
      "{'properties': {'p': {'$ref': '#/$defs/a~1b'}}, '$defs': {'a/b': S}}",
      "{'properties': {'p': {'$ref': '#anchor'}}, '$defs': {'x': {'$anchor': 'anchor'}}}",
      "{'properties': {'p': {'$ref': 'https://example.org/elsewhere'}}}",
      "{'properties': {'p': {'$dynamicRef': '#x'}}}",
      "{'properties': {'p': {'$ref': '#/$defs/none'}}}",
      "{'$id': 'https://a', 'properties': {'p': {'$ref': '#/$defs/x'}}, '$defs': {'x': S}}",
      "{'properties': {'p': {'$id': 'b', '$ref': '#/$defs/x'}}, '$defs': {'x': {}}}",
      "{'allOf': [{}, {'properties': {'p': S}}]}",
      "{'oneOf': [{'required': ['q']}, {'properties': {'p': S}}]}",
      "{'anyOf': [{'properties': {'p': {'oneOf': [{'type': 'integer'}, S]}}}]}",
      "{'if': {'required': ['q']}, 'then': {'properties': {'p': S}}}",
      "{'if': {'required': ['q']}, 'else': {'properties': {'p': S}}}",
      "{'not': {'properties': {'p': S}}}",
      "{'dependentSchemas': {'k': {'properties': {'p': S}}}}",
      "{'properties': {'p': S}, '$ref': '#'}"})
  void takesWhatIsMarkedWhereverTheMarkStands(String schema) {
    var rest = rest(schema, "{'k': 1, 'p': 'hidden'}");

    assertThat(rest.toString()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'items': S}", "{'prefixItems': [{}, S]}", "{'contains': S}",
      "{'unevaluatedItems': S}", "{'prefixItems': [{}], 'items': {'$ref': '#/$defs/x'},"
          + " '$defs': {'x': S}}"})
  void itemsAreEmptied(String schema) {
    var rest = rest("{'properties': {'list': " + schema + "}}", "{'list': [1, 'hidden']}");

    assertThat(rest.path("list").size()).isEqualTo(2);
    assertThat(rest.toString()).doesNotContain("hidden");
  }

  @Test
  void takesItOutOfTheDepth() {
    var schema = """
        {"type": "object", "properties": {"user": {"$ref": "#/$defs/user"}}, "$defs": {"user": {
          "properties": {"name": {}, "password": {"writeOnly": true},
            "friends": {"type": "array", "items": {"$ref": "#/$defs/user"}}}}}}""";
    var value = """
        {"user": {"name": "a", "password": "x", "friends": [
          {"name": "b", "password": {"deep": "x"}, "friends": []}]}, "other": true}""";

    assertThat(rest(schema, value)).isEqualTo(json("""
        {"user": {"name": "a", "friends": [{"name": "b", "friends": []}]}, "other": true}"""));
  }

  @Test
  void leavesNothingOfAValueThatIsMarkedItself() {
    assertThat(rest(SECRET, "'hidden'").isMissingNode()).isTrue();
  }

  @Test
  void leavesAloneWhatIsNotMarked() {
    var value = json("{'p': 'shown', 'list': [1, {'p': 2}]}");

    assertThat(Schema.ANY.withoutWriteOnly(value)).isSameAs(value);
    assertThat(rest("{'properties': {'p': {'writeOnly': false}, 'q': S}}", value.toString()))
        .isEqualTo(value);
    assertThat(rest("{'properties': {'p': {}}, 'additionalProperties': S}", "{'p': 1}"))
        .isEqualTo(json("{'p': 1}"));
    assertThat(rest("{'$ref': '#/$defs/x', '$defs': {'x': {}}}", value.toString()))
        .isEqualTo(value);
  }

  private static JsonNode rest(String schema, String value) {
    return Schema.of(json(schema.replaceAll("\\bS\\b", SECRET))).withoutWriteOnly(json(value));
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
