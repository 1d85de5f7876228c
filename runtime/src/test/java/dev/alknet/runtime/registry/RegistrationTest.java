package dev.alknet.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.Capabilities;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private final Handler.Once once = (_, _) -> NullNode.instance;
  private final Handler.Stream stream = (_, _, _) -> {};

  @Test
  void c23_refusesAHandlerOfTheWrongKind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.local(OperationSpec.subscription("a/b").build(), once))
        .withMessage("a/b is a subscription but its handler answers once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.localStream(OperationSpec.query("a/b").build(), stream))
        .withMessage("a/b is a query but its handler streams");
  }

  @Test
  void c25_refusesTwoOperationsWithOneName() {
    var operation = Operation.local(OperationSpec.query("a/b").build(), once);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Registry.of(List.of(operation, operation)))
        .withMessage("two operations are named a/b");
  }

  @Test
  void c26_refusesALeafThatComposes() {
    var spec = OperationSpec.query("a/b").build();

    assertThatIllegalArgumentException().isThrownBy(() -> new Operation(spec, once,
        Provenance.FROM_CALL, CompositionAuthority.of("x", "s"), ScopedEnv.none()));
    assertThatIllegalArgumentException().isThrownBy(
        () -> new Operation(spec, once, Provenance.FROM_CALL, null, ScopedEnv.of("c/d")));
  }

  @Test
  void refusesSecretsForWhatIsNotOfThisNode() {
    var secrets = Capabilities.NONE.withApiKey("mail", "k".toCharArray());

    assertThatIllegalArgumentException().isThrownBy(
        () -> Fixture.imported("a/b", "1").withCapabilities(secrets));
    assertThatIllegalArgumentException().isThrownBy(
        () -> Fixture.offer("a/b", (input, _) -> input).withCapabilities(secrets));
  }

  @Test
  void grantsSecretsToTheOperationsThatAreNamed() {
    var grants = new CapabilityGrants(name -> ("secret of " + name).toCharArray(),
        Map.of("mail/send", "smtp/"));
    var send = Operation.local(OperationSpec.mutation("mail/send").build(), (input, _) -> input);
    var read = Operation.local(OperationSpec.query("mail/read").build(), (input, _) -> input);

    assertThat(grants.applied(read)).isSameAs(read);
    assertThat(grants.applied(send).capabilities().get("host"))
        .hasValueSatisfying(secret -> assertThat(secret.reveal())
            .isEqualTo("secret of smtp/host".toCharArray()));
  }

  @Test
  void c27_hasNoWayToChangeTheCuratedLayer() {
    var registry = Registry.of(List.of());

    assertThat(registry.operations()).isUnmodifiable();
    assertThat(Arrays.stream(Registry.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)).containsOnly("of", "bare", "find", "operations");
  }

  @Test
  void c69_refusesASessionOperationThatMayDoMoreThanItsSession() {
    var overlay = new SessionOverlay(Registry.of(List.of()), CompositionAuthority.of("me", "read"));
    var spec = OperationSpec.query("mine/x").internal().build();

    assertThatIllegalArgumentException().isThrownBy(() -> overlay.register(new Operation(spec, once,
        Provenance.SESSION, CompositionAuthority.of("mine", "read", "write"), ScopedEnv.none())))
        .withMessage("mine/x asks for more than its session may do");
    overlay.register(new Operation(spec, once, Provenance.SESSION,
        CompositionAuthority.of("mine", "read"), ScopedEnv.none()));
    assertThat(overlay.find("mine/x")).isPresent();
  }

  @Test
  void c91_refusesToDeclareAProtocolCode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperationSpec.query("a/b").error("TIMEOUT", "too slow"))
        .withMessageContaining("TIMEOUT");
  }

  @Test
  void refusesNamesThatAreNone() {
    assertThat(OperationName.parse("/a/b")).isEqualTo(new OperationName("a/b"));
    assertThat(List.of("", "a", "a/", "/", "//a/b", "a//b", "a b/c")).allSatisfy(
        text -> assertThatIllegalArgumentException().isThrownBy(() -> OperationName.parse(text))
            .withMessageContaining("expected namespace/name"));
  }

  @Test
  void refusesAnExternalSessionOperation() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Operation(
        OperationSpec.query("a/b").build(), once, Provenance.SESSION, null, ScopedEnv.none()));
  }

  @Test
  void refusesABrokenSchema() {
    assertThatIllegalArgumentException().isThrownBy(() -> Schema.parse("{\"type\": "));
    assertThatIllegalArgumentException().isThrownBy(() -> Schema.parse("[1]"));
  }
}
