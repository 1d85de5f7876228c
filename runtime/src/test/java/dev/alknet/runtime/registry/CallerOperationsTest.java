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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallerOperationsTest {
  private static final Identity ANN =
      new Identity("ann", Set.of("box:open", "any"), Map.of("box", Set.of("open")));

  private final List<JsonNode> ran = new ArrayList<>();
  private final MemoryOwners owners = new MemoryOwners();
  private final CallerOperations family = new CallerOperations(new Peers());
  private final Fixture fixture = new Fixture(owners,
      Operation.local(OperationSpec.mutation("box/open")
          .access(AccessControl.scopes("box:open").on("box", "open"))
          .resourceIdPath("$.id")
          .build(), (input, _) -> {
            ran.add(input);
            return NullNode.instance;
          }),
      Operation.local(OperationSpec.mutation("box/hidden").internal().build(),
          (_, _) -> NullNode.instance),
      family.operations().getFirst(), family.operations().getLast());

  @BeforeEach
  void attach() {
    family.attached(fixture.dispatcher, fixture.registry);
  }

  @Test
  void tellsAsWhomACallerIsKnown() throws InterruptedException {
    assertThat(asked(ANN, "access/whoami", "{}")).isEqualTo(Fixture.json("""
        {"id": "ann", "operator": false, "scopes": ["any", "box:open"],
         "resources": {"box": ["open"]}}"""));
    assertThat(asked(null, "access/whoami", "null")).isEqualTo(Fixture.json("""
        {"operator": false, "scopes": [], "resources": {}}"""));
    assertThat(asked(Identity.operator("me"), "access/whoami", "{}").path("operator").asBoolean())
        .isTrue();
  }

  @Test
  void tellsWhatACallWouldTellAndNoMore() throws InterruptedException {
    owners.record("bob", "box", "b1");

    for (var who : new @Nullable Identity[]{null, ANN, Identity.operator("me")}) {
      for (var operation : List.of("box/open", "box/hidden", "box/none")) {
        for (var input : List.of("{}", "{\"id\": \"b1\"}", "{\"id\": \"b2\"}")) {
          var judged = asked(who, "access/can",
              "{\"operation\": \"%s\", \"input\": %s}".formatted(operation, input));

          assertThat(judged.at("/error/code").asText("OK"))
              .as("%s %s %s", who, operation, input)
              .isEqualTo(judged.path("allowed").asBoolean()
                  ? "OK"
                  : fixture.code(who, operation, input));
          assertThat(judged.has("steps")).isFalse();
        }
      }
    }
  }

  @Test
  void callsNothing() throws InterruptedException {
    assertThat(
        asked(ANN, "access/can", "{\"operation\": \"box/open\", \"input\": {\"id\": \"b1\"}}"))
        .isEqualTo(Fixture.json("""
            {"operation": "box/open", "as": "ann", "allowed": true}"""));
    assertThat(ran).isEmpty();
  }

  private JsonNode asked(@Nullable Identity who, String operation, String input)
      throws InterruptedException {
    return fixture.ask(who, operation, input).orThrow();
  }
}
