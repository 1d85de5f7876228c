package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.granted;
import static dev.alknet.runtime.registry.Fixture.holding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTest {
  private final AccessControl both = AccessControl.scopes("a", "b");
  private final AccessControl either = AccessControl.anyScope("a", "b");
  private final MemoryOwners owners = new MemoryOwners();

  @Test
  void c28_allowsTheAnonymousWhereNothingIsAsked() {
    assertThat(refusal(AccessControl.OPEN, null)).isNull();
  }

  @Test
  void c29_refusesTheAnonymousWhereSomethingIsAsked() {
    assertThat(refusal(both, null)).isEqualTo("authentication required");
  }

  @Test
  void c30_needsAllRequiredScopes() {
    assertThat(refusal(both, holding("a"))).isEqualTo("missing required scope: b");
    assertThat(refusal(both, holding("a", "b"))).isNull();
  }

  @Test
  void c31_needsOneOfTheScopes() {
    assertThat(refusal(either, holding("c"))).isEqualTo("missing required scope (any of: a, b)");
    assertThat(refusal(either, holding("b"))).isNull();
  }

  @Test
  void c32_needsAllAndOneOf() {
    var mixed = new AccessControl(List.of("x"), List.of("a", "b"), null, null);

    assertThat(refusal(mixed, holding("a"))).isEqualTo("missing required scope: x");
    assertThat(refusal(mixed, holding("x"))).startsWith("missing required scope (any of");
    assertThat(refusal(mixed, holding("x", "a"))).isNull();
  }

  @Test
  void c33_judgesResourcesByTypeAndAction() {
    var write = AccessControl.OPEN.on("zone", "write");

    assertThat(refusal(write, granted("zone", "write"))).isNull();
    assertThat(refusal(write, granted("zone", "read"))).isEqualTo("missing resource: zone/write");
  }

  @Test
  void c34_takesScopesLiterally() {
    assertThat(refusal(AccessControl.scopes("a:b"), holding("a:*", "a"))).isNotNull();
  }

  @Test
  void c36_readsAResourceIdByDotsAndByPointer() {
    var input = Fixture.json("{\"box\": {\"id\": \"b1\"}}");

    assertThat(List.of("$.box.id", "$/box/id")).allSatisfy(path -> assertThat(
        OperationSpec.query("box/open").resourceIdPath(path).build().resourceIdPath())
        .satisfies(parsed -> assertThat(parsed).isNotNull()
            .extracting(p -> p.in(input))
            .isEqualTo(Optional.of("b1"))));
  }

  @Test
  void c37_refusesAnInputWithoutTheResourceId() throws InterruptedException {
    var fixture = new Fixture(Operation.local(OperationSpec.query("box/open")
        .access(AccessControl.scopes("open"))
        .resourceIdPath("$.id")
        .build(), (input, _) -> input));

    assertThat(fixture.code(holding("open"), "box/open", "{\"id\": 7}")).isEqualTo("INVALID_INPUT");
    assertThat(fixture.code(null, "box/open", "{\"id\": 7}")).isEqualTo("FORBIDDEN");
    assertThat(fixture.code(holding("open"), "box/open", "{\"id\": \"b1\"}")).isEqualTo("OK");
  }

  @Test
  void c40_refusesAStrangerBeforeLookingAtTheInput() throws InterruptedException {
    var fixture = new Fixture(Operation.local(OperationSpec.query("a/b")
        .access(AccessControl.scopes("s"))
        .input("{\"type\": \"string\"}")
        .build(),
        (input, _) -> input));

    assertThat(fixture.code(null, "a/b", "1")).isEqualTo("FORBIDDEN");
    assertThat(fixture.code(holding("s"), "a/b", "1")).isEqualTo("INVALID_INPUT");
  }

  private @Nullable String refusal(AccessControl control, @Nullable Identity who) {
    return refusal(control, who, null);
  }

  private @Nullable String refusal(AccessControl control, @Nullable Identity who,
      @Nullable String id) {
    return switch (AccessCheck.check(control, who, id, owners)) {
      case AccessCheck.Decision.Allowed _ -> null;
      case AccessCheck.Decision.Refused(var reason) -> reason;
      case AccessCheck.Decision.Unknown _ -> "unknown";
    };
  }
}
