package dev.alknet.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Descriptions as they come from a peer.
class SpecDocumentTest {
  @Test
  void readsWhatItWrites() {
    var spec = OperationSpec.subscription("depot/parcels/find")
        .description("Finds parcels.")
        .input("{\"type\": \"object\"}")
        .output("{\"type\": \"string\"}")
        .errors(List.of(new ErrorDefinition("ZONE_CLOSED", "no parcels now",
            Schema.parse("{\"required\": [\"seconds\"]}"))))
        .access(new AccessControl(List.of("a"), List.of("b", "c"), "zone", "read"))
        .resourceIdPath("$.zone")
        .internal()
        .timeout(Duration.ofSeconds(5))
        .raw()
        .forwardsErrors()
        .holding(Holding.of("depot/parcels/drop", "{\"id\": \"$.id\"}", "parcel $.id"))
        .build();

    assertThat(OperationSpec.parse(spec.toJson()).toJson()).isEqualTo(spec.toJson());
    var patient = OperationSpec.query("a/b").patient().build();
    assertThat(OperationSpec.parse(patient.toJson()).timeout()).isEqualTo(OperationSpec.UNLIMITED);
  }

  @Test
  void fillsInWhatIsMissing() throws Exception {
    var spec = OperationSpec.parse(json("""
        {"name": "/a/b", "op_type": "query", "channel_open": {"draft": 1}}"""));

    assertThat(spec).isEqualTo(OperationSpec.query("a/b").build());
    assertThat(OperationSpec.parse(json("""
        {"name": "a/b", "op_type": "subscription", "input_schema": null, "output_schema": true,
         "error_schemas": [{"code": "X", "http_status": 409}], "access_control": {
           "required_scopes": null}, "visibility": null, "resource_id_path": null, "raw": null,
         "holding": null}""")))
        .extracting(OperationSpec::timeout, OperationSpec::access, OperationSpec::visibility)
        .containsExactly(OperationSpec.UNLIMITED, AccessControl.OPEN, Visibility.EXTERNAL);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"op_type": "query"} | the description has no name
      {"name": "a/b"} | the description has no op_type
      {"name": "a/b", "op_type": "stream"} | unknown operation type: 'stream'
      {"name": "ab", "op_type": "query"} | not an operation name: 'ab'
      {"name": 7, "op_type": "query"} | name is not a string: 7
      {"name": "a/b", "op_type": "query", "input_schema": 3} | a JSON Schema is an object or
      {"name": "a/b", "op_type": "query", "error_schemas": {}} | error_schemas is not an array
      {"name": "a/b", "op_type": "query", "error_schemas": [7]} | the description has no code
      {"name": "a/b", "op_type": "query", "error_schemas": [{"code": "TIMEOUT"}]} | protocol code
      {"name": "a/b", "op_type": "query", "access_control": []} | access_control is not an object
      {"name": "a/b", "op_type": "query", "access_control": {"required_scopes": ["a", 1]}} | array of strings
      {"name": "a/b", "op_type": "query", "timeout_ms": "1"} | timeout_ms is not a whole number
      {"name": "a/b", "op_type": "query", "timeout_ms": 0} | timeout is not positive
      {"name": "a/b", "op_type": "query", "visibility": "secret"} | unknown visibility: 'secret'
      {"name": "a/b", "op_type": "query", "resource_id_path": "id"} | not a resource id path
      {"name": "a/b", "op_type": "query", "raw": "yes"} | raw is not true or false
      {"name": "a/b", "op_type": "query", "holding": {"release": "a/b"}} | holding is not
      [] | the description has no name""")
  void c99_saysWhatIsWrong(String document, String sentence) throws Exception {
    var given = json(document);
    assertThatIllegalArgumentException().isThrownBy(() -> OperationSpec.parse(given))
        .withMessageContaining(sentence);
  }

  @Test
  void c97_isTheSameUnderAnotherName() {
    var spec = OperationSpec.query("a/b").description("x").raw().build();

    assertThat(spec.with(OperationName.parse("w1/a/b"), Visibility.INTERNAL))
        .isEqualTo(OperationSpec.query("w1/a/b").description("x").raw().internal().build());
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
