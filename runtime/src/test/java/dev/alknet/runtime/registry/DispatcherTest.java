package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.all;
import static dev.alknet.runtime.registry.Fixture.holding;
import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Schema;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatcherTest {
  private final Logger failures = Logger.getLogger(Failures.class.getName());
  private final AtomicInteger runs = new AtomicInteger();

  @BeforeEach
  void keepExpectedFailuresOutOfTheLog() {
    failures.setLevel(Level.OFF);
  }

  @AfterEach
  void logFailuresAgain() {
    failures.setLevel(null);
  }

  @Test
  void c10_takesNamesWithAndWithoutALeadingSlash() throws InterruptedException {
    var fixture = new Fixture(echo("a/b"));

    assertThat(fixture.ask(null, "/a/b", "1")).isEqualTo(fixture.ask(null, "a/b", "1"));
    assertThat(fixture.code(null, "//a/b", "1")).isEqualTo("NOT_FOUND");
  }

  @Test
  void namesTheNearestOperationsForAnUnknownOne() throws InterruptedException {
    var fixture = new Fixture(echo("container/run"), echo("container/remove"), echo("image/list"));

    assertThat(fixture.ask(null, "container/rum", "{}")).isEqualTo(new Outcome.Failed(new CallError(
        "NOT_FOUND",
        "operation not found: container/rum; did you mean container/run or container/remove?",
        false, json("{\"nearest\": [\"container/run\", \"container/remove\"]}"))));
  }

  @Test
  void c20_tellsTheCallerNothingAboutABug() throws InterruptedException {
    var fixture = new Fixture(
        Operation.local(OperationSpec.query("bug/null").build(), (_, _) -> {
          throw new NullPointerException("secret");
        }),
        Operation.local(OperationSpec.query("bug/io").build(), (_, _) -> {
          throw new IOException("secret");
        }), echo("a/b"));

    assertThat(fixture.ask(null, "bug/null", "{}"))
        .isEqualTo(new Outcome.Failed(CallError.internal()));
    assertThat(fixture.ask(null, "bug/io", "{}"))
        .isEqualTo(new Outcome.Failed(CallError.internal()));
    assertThat(fixture.code(null, "a/b", "1")).isEqualTo("OK");
  }

  @Test
  void c24_hidesInternalOperationsFromOutside() throws InterruptedException {
    var fixture = new Fixture(Operation.local(OperationSpec.query("in/side")
        .internal()
        .access(AccessControl.scopes("s"))
        .build(), (input, _) -> input));

    assertThat(fixture.ask(null, "in/side", "{}"))
        .isEqualTo(new Outcome.Failed(CallError.notFound("in/side", List.of())));
  }

  @Test
  void c79_givesAllItemsInOrderAndThenTheEnd() throws InterruptedException {
    assertThat(all(new Fixture(count("n/to")).follow(null, "n/to", "100")))
        .hasSize(100)
        .startsWith("1", "2")
        .endsWith("99", "100");
  }

  @Test
  void c80_givesTheItemsBeforeAnErrorAndThenTheError() throws InterruptedException {
    var fixture = new Fixture(Operation.localStream(OperationSpec.subscription("n/bad")
        .error("BROKEN", "it broke")
        .build(), (_, _, emitter) -> {
          emitter.emit(IntNode.valueOf(1));
          emitter.emit(IntNode.valueOf(2));
          throw new CallException(CallError.of("BROKEN", "after two"));
        }));
    var items = fixture.follow(null, "n/bad", "{}");

    assertThat(items.next()).contains(IntNode.valueOf(1));
    assertThat(items.next()).contains(IntNode.valueOf(2));
    assertThatThrownBy(items::next).isInstanceOfSatisfying(CallException.class,
        e -> assertThat(e.error()).isEqualTo(CallError.of("BROKEN", "after two")));
  }

  @Test
  void c81_endsAnEmptySubscription() throws InterruptedException {
    assertThat(all(new Fixture(count("n/to")).follow(null, "n/to", "0"))).isEmpty();
  }

  @Test
  void c83_refusesTheWrongWayOfCalling() throws InterruptedException {
    var fixture = new Fixture(echo("a/b"), count("n/to"));

    assertThat(fixture.code(null, "n/to", "1")).isEqualTo("INVALID_OPERATION_TYPE");
    assertThatThrownBy(() -> fixture.follow(null, "a/b", "1")).isInstanceOfSatisfying(
        CallException.class, e -> assertThat(e.error().retryable()).isFalse())
        .hasMessageContaining("INVALID_OPERATION_TYPE");
  }

  @Test
  void c84_checksSubscriptionsLikeCalls() {
    var fixture = new Fixture(
        Operation.localStream(OperationSpec.subscription("in/side").internal().build(),
            (_, _, _) -> {}),
        Operation.localStream(OperationSpec.subscription("a/b")
            .access(AccessControl.scopes("s"))
            .build(), (_, _, _) -> {}));

    assertThatThrownBy(() -> fixture.follow(null, "in/side", "{}"))
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> fixture.follow(null, "a/b", "{}")).hasMessageContaining("FORBIDDEN");
  }

  @Test
  void c88_passesADeclaredError() throws InterruptedException {
    var error = new CallError("CLOSED", "zone north is closed", true, json("{\"seconds\": 600}"));
    var declared = new ErrorDefinition("CLOSED", "no parcels now",
        Schema.parse("{\"required\": [\"seconds\"]}"));

    assertThat(failing(error, List.of(declared))).isEqualTo(new Outcome.Failed(error));
  }

  @Test
  void c89_hidesAnUndeclaredErrorButItsCode() throws InterruptedException {
    assertThat(failing(CallError.of("SURPRISE", "secret"), List.of())).isEqualTo(
        new Outcome.Failed(CallError.internal().with(json("{\"code\": \"SURPRISE\"}"))));
  }

  @Test
  void hidesADeclaredErrorWhoseDetailsDoNotFit() throws InterruptedException {
    var declared = new ErrorDefinition("CLOSED", "", Schema.parse("{\"required\": [\"seconds\"]}"));

    assertThat(failing(CallError.of("CLOSED", "x").with(json("{}")), List.of(declared)))
        .isEqualTo(new Outcome.Failed(CallError.internal()));
  }

  @Test
  void c90_refusesInputThatBreaksTheSchemaAndRunsNothing() throws InterruptedException {
    var fixture = new Fixture(Operation.local(OperationSpec.query("a/b").input("""
        {"type": "object", "required": ["command"], "additionalProperties": false, "properties": {
          "command": {"type": "array", "items": {"type": "string"}}}}""").build(), (input, _) -> {
      runs.incrementAndGet();
      return input;
    }));

    assertThat(error(fixture.ask(null, "a/b", "{\"command\": [\"a\", 5]}")).message())
        .isEqualTo("/command/1: integer found, string expected");
    assertThat(error(fixture.ask(null, "a/b", "{}")).message())
        .isEqualTo("/command: required property 'command' not found");
    assertThat(error(fixture.ask(null, "a/b", "{\"command\": [], \"x\": 1}")).details())
        .isEqualTo(json("""
            {"violations": [{"pointer": "/x", "problem": "property 'x' is not defined in the schema \
            and the schema does not allow additional properties"}]}"""));
    assertThat(runs).hasValue(0);
  }

  @Test
  void c92_makesOnlyATimeoutRetryable() {
    assertThat(ProtocolCode.values()).filteredOn(ProtocolCode::retryable)
        .containsExactly(ProtocolCode.TIMEOUT);
  }

  @Test
  void c93_listsWhatTheCallerMayCall() throws InterruptedException {
    var fixture = new Fixture(echo("a/open"),
        Operation.local(OperationSpec.query("a/shut").access(AccessControl.scopes("s")).build(),
            (input, _) -> input),
        Operation.local(OperationSpec.query("a/inner").internal().build(), (input, _) -> input));

    assertThat(fixture.ask(null, "services/list", "{}").orThrow().findValuesAsText("name"))
        .containsExactly("a/open", "services/list", "services/schema");
    assertThat(fixture.ask(holding("s"), "services/list", "null")
        .orThrow()
        .findValuesAsText("name"))
        .containsExactly("a/open", "a/shut", "services/list", "services/schema");
  }

  @Test
  void c95_describesOneOperation() throws InterruptedException {
    var fixture = new Fixture(echo("a/open"),
        Operation.local(OperationSpec.query("a/inner").internal().build(), (input, _) -> input));

    assertThat(fixture.ask(null, "services/schema", "{\"name\": \"a/open\"}").orThrow())
        .hasToString(json("""
            {"name": "a/open", "namespace": "a", "op_type": "query", "description": "",
             "visibility": "external", "input_schema": {}, "output_schema": {},
             "error_schemas": [], "access_control": {"required_scopes": [],
               "required_scopes_any": null, "resource_type": null, "resource_action": null},
             "resource_id_path": null, "timeout_ms": 30000,
             "raw": false, "forwards_errors": false, "changes": false}""").toString());
    assertThat(fixture.ask(null, "services/schema", "{\"name\": \"/a/open\"}"))
        .isEqualTo(fixture.ask(null, "services/schema", "{\"name\": \"a/open\"}"));
    assertThat(error(fixture.ask(null, "services/schema", "{}")))
        .isEqualTo(CallError.invalidInput("missing required field: name"));
    assertThat(fixture.code(null, "services/schema", "{\"name\": \"b/c\"}")).isEqualTo("NOT_FOUND");
    assertThat(fixture.code(null, "services/schema", "{\"name\": \"a/inner\"}"))
        .isEqualTo("NOT_FOUND");
  }

  private static Operation echo(String name) {
    return Operation.local(OperationSpec.query(name).build(), (input, _) -> input);
  }

  private static Operation count(String name) {
    return Operation.localStream(OperationSpec.subscription(name).build(),
        (input, _, emitter) -> {
          for (int i = 1; i <= input.asInt(); i++) {
            emitter.emit(IntNode.valueOf(i));
          }
        });
  }

  private static Outcome failing(CallError error, List<ErrorDefinition> declared)
      throws InterruptedException {
    return new Fixture(Operation.local(OperationSpec.query("a/b").errors(declared).build(),
        (_, _) -> {
          if (!error.code().isEmpty()) {
            throw new CallException(error);
          }
          return NullNode.instance;
        })).ask(null, "a/b", "{}");
  }

  private static CallError error(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).error();
  }
}
