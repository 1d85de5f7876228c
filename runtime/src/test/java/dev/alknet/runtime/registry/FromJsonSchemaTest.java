package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.ProtocolCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FromJsonSchemaTest {
  @Test
  void c102_registersDescriptionsThatCannotBeRun() throws InterruptedException {
    var adapter = new FromJsonSchema(json("""
        [{"name": "far/query", "op_type": "query", "visibility": "external"},
         {"name": "far/stream", "op_type": "subscription", "raw": true}]"""));
    var fixture = new Fixture(adapter.importAll().toArray(Operation[]::new));
    var env = fixture.env(ScopedEnv.all());

    assertThat(env.describe("far/stream").kind()).isEqualTo(OperationKind.SUBSCRIPTION);
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> env.invoke("far/query", NullNode.instance))
        .extracting(CallException::error)
        .isEqualTo(CallError.of(ProtocolCode.INTERNAL, "far/query has no handler"));
    try (var items = env.subscribe("far/stream", NullNode.instance)) {
      assertThatExceptionOfType(CallException.class).isThrownBy(items::next)
          .withMessageContaining("INTERNAL: far/stream has no handler");
    }
    assertThat(fixture.code(null, "far/query", "{}")).isEqualTo("NOT_FOUND");
    assertThat(fixture.ask(null, "services/list", "{}").orThrow().findValuesAsText("name"))
        .containsExactly("services/list", "services/schema");
  }

  @Test
  void saysWhatIsWrongWithADocument() {
    assertThatExceptionOfType(AdapterException.class)
        .isThrownBy(() -> new FromJsonSchema(json("{\"name\": \"a/b\"}")).importAll())
        .withMessage("the description has no op_type")
        .extracting(AdapterException::kind)
        .isEqualTo(AdapterException.Kind.SCHEMA_PARSE);
    assertThatExceptionOfType(AdapterException.class)
        .isThrownBy(() -> new FromJsonSchema(json("""
            [{"name": "a/b", "op_type": "query"}, {"name": "/a/b", "op_type": "query"}]"""))
            .importAll())
        .extracting(AdapterException::kind)
        .isEqualTo(AdapterException.Kind.SAME_PEER_COLLISION);
  }
}
