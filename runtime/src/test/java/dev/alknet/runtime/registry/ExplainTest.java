package dev.alknet.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExplainTest {
  private final MemoryOwners owners = new MemoryOwners();
  private final List<String> ran = new ArrayList<>();
  private final AccessOperations access = new AccessOperations(new Peers(),
      name -> Optional.of(caller(name, "box:open", "any")).filter(_ -> !name.equals("nobody")));
  private final Fixture fixture = new Fixture(owners,
      Operation.local(OperationSpec.mutation("box/open")
          .access(new AccessControl(List.of("box:open"), List.of("any", "other"), "box", "open"))
          .resourceIdPath("$.id")
          .input("{\"properties\": {\"n\": {\"type\": \"integer\"}}}")
          .build(), this::run)
          .resolving(name -> name.equals("red") ? Optional.of("b1") : Optional.empty()),
      Operation.local(OperationSpec.mutation("box/hidden").internal().build(), this::run),
      access.operations().getFirst());

  @Test
  void namesEveryStepOfACallThatIsAllowed() {
    owners.record("ann", "box", "b1");

    assertThat(lines(caller("ann", "box:open", "any"), "box/open", "{\"id\": \"red\"}"))
        .containsExactly("lookup yes box/open is an operation of this node",
            "visibility yes it is external",
            "identity - the caller is ann",
            "scope yes has the scope box:open",
            "any scope yes has one of the scopes any, other",
            "resource id - $.id is red, which means b1",
            "ownership yes ann owns it",
            "input yes fits the schema",
            "allowed");
    assertThat(ran).isEmpty();
  }

  @Test
  void saysToTheOperatorWhatTheCallerIsNotTold() {
    owners.record("ann", "box", "b1");

    assertThat(lines(caller("bob", "box:open", "any"), "box/open", "{\"id\": \"red\"}"))
        .contains("ownership no it is ann's; needs box/manage")
        .endsWith("FORBIDDEN not owner of resource: box/red");
    assertThat(lines(caller("bob", "box:open", "any"), "box/open", "{\"id\": \"b9\"}"))
        .contains("ownership - it is nobody's", "resources no missing resource: box/open")
        .endsWith("FORBIDDEN not owner of resource: box/b9");
    assertThat(lines(caller("bob"), "box/hidden", "{}"))
        .contains("visibility no it is internal: only operations of this node reach it")
        .endsWith("NOT_FOUND operation not found: box/hidden");
  }

  @Test
  void stopsWhereTheDecisionFalls() {
    assertThat(lines(null, "box/open", "{}"))
        .endsWith("identity no authentication required", "FORBIDDEN authentication required");
    assertThat(lines(caller("bob"), "box/open", "{}"))
        .endsWith("scope no missing required scope: box:open",
            "FORBIDDEN missing required scope: box:open");
    assertThat(lines(caller("bob", "box:open"), "box/open", "{}")).contains(
        "any scope no missing required scope (any of: any, other)");
    assertThat(lines(caller("bob", "box:open", "any"), "box/open", "{}"))
        .endsWith("resource id no the input has no string at $.id",
            "INVALID_INPUT expected a string at $.id");
    assertThat(lines(Identity.operator("me"), "box/open", "{\"id\": \"b1\", \"n\": \"x\"}"))
        .contains("identity yes me runs this node and may do everything",
            "input no /n: string found, integer expected");
    assertThat(lines(Identity.operator("me"), "box/opem", "{}"))
        .startsWith("lookup no there is no operation box/opem");
  }

  @Test
  void saysThatTheStoreHasFailed() {
    owners.well = false;

    assertThat(lines(caller("ann", "box:open", "any"), "box/open", "{\"id\": \"b1\"}"))
        .contains("ownership no the store of owners has failed: the database was replaced");
  }

  @Test
  void decidesAsACallIsDecided() throws InterruptedException {
    owners.record("ann", "box", "b1");
    var callers = new ArrayList<@Nullable Identity>();
    callers.add(null);
    callers.add(Identity.operator("me"));
    for (var name : List.of("ann", "bob")) {
      for (var scopes : List.of(List.of(), List.of("box:open"), List.of("box:open", "any"))) {
        for (var action : List.of("open", "manage", "other")) {
          callers.add(new Identity(name, Set.copyOf(scopes.stream().map(String::valueOf).toList()),
              Map.of("box", Set.of(action))));
        }
      }
    }
    for (var who : callers) {
      for (var operation : List.of("box/open", "box/hidden", "box/none")) {
        for (var input : List.of("{}", "{\"id\": \"red\"}", "{\"id\": \"b2\", \"n\": 1}",
            "{\"id\": \"b1\", \"n\": \"x\"}")) {
          var explained = explain(who, operation, input).error();

          assertThat(fixture.code(who, operation, input))
              .as("%s %s %s", who, operation, input)
              .isEqualTo(explained == null ? "OK" : explained.code());
        }
      }
    }
  }

  @Test
  void isAnOperationForOperators() throws InterruptedException {
    access.attached(fixture.dispatcher, fixture.registry);
    owners.record("ann", "box", "b1");
    var question = """
        {"operation": "/box/open", "as": "ann", "input": {"id": "b1"}}""";

    assertThat(fixture.code(caller("ann", "box:open", "any"), "access/explain", question))
        .isEqualTo("FORBIDDEN");
    var answer = fixture.ask(Identity.operator("me"), "access/explain", question).orThrow();
    assertThat(answer.path("allowed").asBoolean()).isTrue();
    assertThat(answer.path("operation").asText()).isEqualTo("box/open");
    assertThat(access.operations().getFirst().spec().output().violations(answer)).isEmpty();
    assertThat(fixture.code(Identity.operator("me"), "access/explain",
        question.replace("ann", "nobody"))).isEqualTo("NO_SUCH_IDENTITY");
    assertThat(fixture.ask(Identity.operator("me"), "access/explain",
        question.replace("ann", "anonymous")).orThrow().at("/error/message").asText())
        .isEqualTo("authentication required");
  }

  private Explanation explain(@Nullable Identity who, String operation, String input) {
    return fixture.dispatcher.explain(Caller.outside(who, fixture.registry), operation,
        Fixture.json(input));
  }

  private List<String> lines(@Nullable Identity who, String operation, String input) {
    var explanation = explain(who, operation, input);
    var lines = new ArrayList<String>();
    explanation.steps()
        .forEach(step -> lines.add("%s %s %s".formatted(step.stage().text(), step.result().text(),
            step.finding())));
    var error = explanation.error();
    lines.add(error == null ? "allowed" : error.code() + " " + error.message());
    return lines;
  }

  private JsonNode run(JsonNode input, Object context) {
    ran.add(input.toString());
    return NullNode.instance;
  }

  private static Identity caller(String name, String... scopes) {
    return Identity.of(name, Set.of(scopes));
  }
}
