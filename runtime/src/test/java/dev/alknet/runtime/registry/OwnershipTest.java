package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Boxes with owners; `red` is the name of `b1`.
@Timeout(30)
class OwnershipTest {
  private static final Identity ANN = caller("ann");
  private static final Identity BOB = caller("bob");
  private static final Identity CHIEF = caller("chief", "manage");
  private static final Identity OPENER = caller("opener", "open");

  private final MemoryOwners owners = new MemoryOwners();
  private final List<String> asked = new ArrayList<>();
  private final Operation open = Operation.local(OperationSpec.mutation("box/open")
      .access(AccessControl.scopes("box:open").on("box", "open"))
      .resourceIdPath("$.id")
      .input("{\"properties\": {\"n\": {\"type\": \"integer\"}}}")
      .build(), (input, _) -> input).resolving(this::fullId);
  private final Fixture fixture = new Fixture(owners, open);

  @Test
  void c35_letsTheOwnerAndNobodyElse() throws InterruptedException {
    owners.record("ann", "box", "b1");

    assertThat(code(ANN, "b1")).isEqualTo("OK");
    assertThat(refusal(BOB, "b1")).isEqualTo("not owner of resource: box/b1");
    assertThat(refusal(OPENER, "b1")).isEqualTo("not owner of resource: box/b1");
  }

  @Test
  void own02_whoManagesMayDoEverythingToWhosever() throws InterruptedException {
    owners.record("ann", "box", "b1");

    assertThat(List.of(code(CHIEF, "b1"), code(CHIEF, "nobodys"))).containsOnly("OK");
  }

  @Test
  void whatIsNobodysIsForThoseToWhomItIsGranted() throws InterruptedException {
    assertThat(code(OPENER, "b1")).isEqualTo("OK");
    assertThat(code(ANN, "b1")).isEqualTo("FORBIDDEN");
  }

  @Test
  void anOwnerNeedsTheScopeAllTheSame() throws InterruptedException {
    owners.record("eve", "box", "b1");

    assertThat(fixture.code(Identity.of("eve", Set.of()), "box/open", "{\"id\": \"b1\"}"))
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void c39_isOverWhenItIsRevokedOnceOrTwice() throws InterruptedException {
    owners.record("ann", "box", "b1");
    assertThat(code(ANN, "b1")).isEqualTo("OK");

    owners.revoke("box", "b1");
    owners.revoke("box", "b1");

    assertThat(code(ANN, "b1")).isEqualTo("FORBIDDEN");
  }

  @Test
  void c38own05_forwardedForMakesNobodyAnOwner() {
    owners.record("ann", "box", "b1");

    assertThat(fixture.serve(Caller.outside(BOB, ANN, fixture.layers()), "box/open",
        "{\"id\": \"b1\"}")).singleElement().asString().contains("FORBIDDEN");
  }

  @Test
  void own07_aNameIsJudgedLikeTheIdItMeansAndHandedOnAsThat() throws InterruptedException {
    owners.record("ann", "box", "b1");

    assertThat(fixture.ask(ANN, "box/open", "{\"id\": \"red\", \"n\": 1}"))
        .isEqualTo(new Outcome.Succeeded(json("{\"id\": \"b1\", \"n\": 1}")));
    assertThat(code(BOB, "red")).isEqualTo("FORBIDDEN");
  }

  @Test
  void aNameThatSomebodyOwnsAsAnIdGrantsNothing() throws InterruptedException {
    owners.record("ann", "box", "b1");
    owners.record("bob", "box", "red");

    assertThat(code(BOB, "red")).isEqualTo("FORBIDDEN");
  }

  @Test
  void aStrangerHearsTheSameWhetherThereIsSuchAThingOrNot() throws InterruptedException {
    owners.record("ann", "box", "b1");

    assertThat(refusal(BOB, "red")).isEqualTo("not owner of resource: box/red");
    assertThat(refusal(BOB, "blue")).isEqualTo("not owner of resource: box/blue");
  }

  @Test
  void namesAreLookedUpAfterTheScopesAndForThoseWhomTheOwnerMattersTo()
      throws InterruptedException {
    var _ = fixture.code(null, "box/open", "{\"id\": \"red\"}");
    var _ = fixture.code(Identity.of("eve", Set.of()), "box/open", "{\"id\": \"red\"}");
    var _ = code(CHIEF, "red");
    var _ = code(Identity.operator("me"), "red");
    assertThat(asked).isEmpty();

    var _ = code(BOB, "red");
    assertThat(asked).containsExactly("red");
  }

  @Test
  void c40_aStrangerIsRefusedBeforeTheInputIsLookedAt() throws InterruptedException {
    owners.record("ann", "box", "b1");

    assertThat(fixture.code(BOB, "box/open", "{\"id\": \"b1\", \"n\": \"x\"}"))
        .isEqualTo("FORBIDDEN");
    assertThat(fixture.code(ANN, "box/open", "{\"id\": \"b1\", \"n\": \"x\"}"))
        .isEqualTo("INVALID_INPUT");
  }

  @Test
  void c37_withoutAnIdItIsTheInputThatIsWrongAlsoForWhoeverOwnsSomething()
      throws InterruptedException {
    owners.record("ann", "box", "b1");

    assertThat(fixture.code(ANN, "box/open", "{}")).isEqualTo("INVALID_INPUT");
    assertThat(fixture.code(CHIEF, "box/open", "{\"id\": 1}")).isEqualTo("INVALID_INPUT");
  }

  @Test
  void aStoreThatHasFailedLetsNobodyInWhoNeedsIt() throws InterruptedException {
    owners.record("ann", "box", "b1");
    owners.well = false;

    assertThat(fixture.ask(ANN, "box/open", "{\"id\": \"b1\"}")).isEqualTo(new Outcome.Failed(
        CallError.of("INTERNAL", "this node cannot tell now who owns what")));
    assertThat(code(OPENER, "b1")).isEqualTo("INTERNAL");
    assertThat(code(CHIEF, "b1")).isEqualTo("OK");
    assertThat(code(Identity.operator("me"), "b1")).isEqualTo("OK");
  }

  @Test
  void aComposingHandlerIsJudgedByWhatItOwnsItself() throws InterruptedException {
    owners.record("ann", "box", "b1");
    owners.record("packer", "box", "b2");
    var packer = new CompositionAuthority(caller("packer"));
    var composing = new Fixture(owners, open, new Operation(OperationSpec.mutation("box/pack")
        .build(), (Handler.Once) (input, context) -> context.env().invoke("box/open", input),
        Provenance.LOCAL, packer, ScopedEnv.of("box/open")));

    assertThat(composing.code(ANN, "box/pack", "{\"id\": \"b1\"}")).isEqualTo("FORBIDDEN");
    assertThat(composing.code(ANN, "box/pack", "{\"id\": \"b2\"}")).isEqualTo("OK");
  }

  @Test
  void whatAnImportIsDoneToIsForItsPeerToJudge() {
    owners.record("bob", "box", "far");
    var wrapper = new Operation(OperationSpec.mutation("wrap/open").build(),
        (Handler.Once) (input, context) -> context.env().invoke("far/open", input),
        Provenance.LOCAL, new CompositionAuthority(caller("wrapper")), ScopedEnv.of("far/open"));
    var wrapping = new Fixture(owners, wrapper);
    wrapping.attach("worker", Fixture.imported(OperationSpec.mutation("far/open")
        .access(AccessControl.scopes("box:open").on("box", "open"))
        .resourceIdPath("$.id"), (Handler.Once) (input, _) -> input));

    assertThat(wrapping.serve(ANN, "wrap/open", "{\"id\": \"far\"}").getLast())
        .doesNotContain("FORBIDDEN")
        .contains("far");
  }

  @Test
  void whatFailsWhileANameIsLookedUpIsTold() throws InterruptedException {
    assertThat(code(ANN, "broken")).isEqualTo("DAEMON_AWAY");
  }

  private Optional<String> fullId(String written) {
    asked.add(written);
    if (written.equals("broken")) {
      throw new CallException(CallError.of("DAEMON_AWAY", "nobody answers"));
    }
    return written.equals("red") || written.equals("b1") ? Optional.of("b1") : Optional.empty();
  }

  private String code(@Nullable Identity who, String id) throws InterruptedException {
    return fixture.code(who, "box/open", "{\"id\": \"%s\"}".formatted(id));
  }

  private String refusal(Identity who, String id) throws InterruptedException {
    return fixture.ask(who, "box/open",
        "{\"id\": \"%s\"}".formatted(id)) instanceof Outcome.Failed(var error) ? error.message()
            : "OK";
  }

  private static Identity caller(String name, String... actions) {
    return new Identity(name, Set.of("box:open"), Map.of("box", Set.of(actions)));
  }
}
