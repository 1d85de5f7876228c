package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.holding;
import static dev.alknet.runtime.registry.Fixture.imported;
import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Schema;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which operation a name means (ruling 4), with peers that answer with their own ids.
@Timeout(30)
class RoutingTest {
  private final Fixture fixture = new Fixture(own("own/thing"), own("both/have"));

  @Test
  void c60_reachesTheOnePeerThatIsMeant() throws InterruptedException {
    fixture.attach("p1", imported("container/exec", "p1"));
    fixture.attach("p2", imported("container/exec", "p2"));

    assertThat(ask("container/exec", CallOptions.toPeer("p2"))).isEqualTo("p2");
    assertThat(text(all().peer("p2").invoke("container/exec", NullNode.instance))).isEqualTo("p2");
    assertThat(all().peers()).containsExactly("p1", "p2");
  }

  @Test
  void c61_doesNotFallThroughToAnotherPeerOrToThisNode() throws InterruptedException {
    fixture.attach("p1");
    fixture.attach("p2", imported("container/exec", "p2"));

    assertThat(ask("container/exec", CallOptions.toPeer("p1"))).isEqualTo("NOT_FOUND");
    assertThat(ask("own/thing", CallOptions.toPeer("p1"))).isEqualTo("NOT_FOUND");
    assertThat(ask("own/thing", CallOptions.DEFAULT.with(new PeerRef.Any())))
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void c62_picksTheFirstPeerThatHasItAndThenTheNextOne() throws InterruptedException {
    fixture.attach("p0");
    var first = fixture.attach("p1", imported("container/exec", "p1"));
    fixture.attach("p2", imported("container/exec", "p2"));

    assertThat(ask("container/exec", CallOptions.DEFAULT)).isEqualTo("p1");
    assertThat(fixture.peers.detach("p1", first)).isTrue();
    assertThat(ask("container/exec", CallOptions.DEFAULT)).isEqualTo("p2");
    fixture.attach("p1", imported("container/exec", "p1 again"));
    assertThat(ask("container/exec", CallOptions.DEFAULT)).isEqualTo("p1 again");
  }

  @Test
  void c64_asksTheSessionThenThisNodeThenThePeers() throws InterruptedException {
    fixture.attach("p1", imported("both/have", "p1"), imported("mine/x", "p1"),
        imported("peer/only", "p1"));
    var overlay = new SessionOverlay(fixture.registry, CompositionAuthority.of("me"));
    overlay.register(new Operation(OperationSpec.query("mine/x").internal().build(),
        answering("session"), Provenance.SESSION, null, ScopedEnv.none()));
    var env = fixture.dispatcher.env(Caller.inside(
        Call.root(CallId.random(),
            Deadline.NONE),
        null, fixture.layers().with(overlay), ScopedEnv.all()));

    assertThat(List.of(ask(env, "mine/x", CallOptions.DEFAULT),
        ask(env, "both/have", CallOptions.DEFAULT), ask(env, "peer/only", CallOptions.DEFAULT)))
        .containsExactly("session", "own", "p1");
    assertThat(ask(env, "both/have", CallOptions.DEFAULT.with(new PeerRef.Any()))).isEqualTo("p1");
    assertThat(env.operations()).extracting(spec -> spec.name().value())
        .containsExactly("both/have", "mine/x", "own/thing", "peer/only", "services/list",
            "services/schema");
    assertThat(env.peer("p1").operations()).extracting(spec -> spec.name().value())
        .containsExactly("both/have", "mine/x", "peer/only");
  }

  @Test
  void c65_reachesAPinnedOperationOfThatPeerOnly() throws InterruptedException {
    fixture.attach("p1", imported("x/op", "p1"));
    fixture.attach("p2", imported("x/op", "p2"));
    var env = fixture.env(ScopedEnv.of("own/thing").pin("p1", "x/op"));

    assertThat(ask(env, "x/op", CallOptions.toPeer("p1"))).isEqualTo("p1");
    assertThat(ask(env, "x/op", CallOptions.toPeer("p2"))).isEqualTo("NOT_FOUND");
    assertThat(ask(env, "x/op", CallOptions.DEFAULT)).isEqualTo("NOT_FOUND");
    assertThat(ask(env, "x/op", CallOptions.DEFAULT.with(new PeerRef.Any())))
        .isEqualTo("NOT_FOUND");
    assertThat(env.peer("p1").describe("x/op").name()).hasToString("x/op");
    assertThat(env.peer("p2").operations()).isEmpty();
  }

  @Test
  void c66_findsNothingAtAPeerThatHasGone() throws InterruptedException {
    var peer = fixture.attach("p1", imported("x/op", "p1"));
    peer.close();
    assertThat(ask("x/op", CallOptions.toPeer("p1"))).isEqualTo("NOT_FOUND");

    assertThat(fixture.peers.detach("p1", peer)).isTrue();
    assertThat(ask("x/op", CallOptions.toPeer("p1"))).isEqualTo("NOT_FOUND");
  }

  @Test
  void saysThatAPeerIsUnknownAndNamesNearOnes() {
    fixture.attach("worker-1");

    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> all().peer("worker-9").invoke("x/op", NullNode.instance))
        .extracting(CallException::error)
        .isEqualTo(CallError.peerNotFound("worker-9", List.of("worker-1")));
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> all().peer("worker-9").describe("x/op"))
        .withMessageContaining("no such peer: worker-9; did you mean worker-1?");
  }

  @Test
  void tellsWhoeverReachesNothingNothingAboutPeers() {
    fixture.attach("worker-1", imported("x/op", "1"));
    var env = fixture.env(ScopedEnv.none());

    assertThat(env.peers()).isEmpty();
    for (var peer : List.of("worker-1", "worker-9")) {
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> env.peer(peer).invoke("x/op", NullNode.instance))
          .extracting(CallException::error)
          .isEqualTo(CallError.notFound("x/op", List.of()));
    }
    var reaching = fixture.env(ScopedEnv.of("own/thing"));
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> reaching.peer("worker-9").invoke("x/op", NullNode.instance))
        .extracting(CallException::error)
        .isEqualTo(CallError.notFound("x/op", List.of()));
  }

  @Test
  void c67_reachesAnImportFromOutsideThroughAWrapperOnly() throws InterruptedException {
    var wrapper = Operation.local(OperationSpec.query("hub/exec").build(),
        (input, context) -> context.env().invoke("container/exec", input))
        .composing(CompositionAuthority.of("hub"), ScopedEnv.of("container/exec"));
    var hub = new Fixture(wrapper);
    hub.attach("p1", imported("container/exec", "p1"));

    assertThat(hub.serve((Identity) null, "container/exec", "{}"))
        .containsExactly("failed NOT_FOUND");
    assertThat(hub.serve((Identity) null, "hub/exec", "{}"))
        .containsExactly("responded \"p1\"");
    var outside = Caller.outside(null, null, hub.layers());
    for (var options : List.of(CallOptions.DEFAULT, CallOptions.toPeer("p1"),
        CallOptions.DEFAULT.with(new PeerRef.Any()))) {
      assertThat(hub.dispatcher.invoke(outside, "container/exec", NullNode.instance, options))
          .isEqualTo(new Outcome.Failed(CallError.notFound("container/exec", List.of("hub/exec"))));
    }
  }

  @Test
  void keepsTheAccessControlOfAnImport() throws InterruptedException {
    fixture.attach("p1", imported(OperationSpec.query("x/op").access(AccessControl.scopes("s")),
        answering("p1")));

    assertThat(ask("x/op", CallOptions.DEFAULT)).isEqualTo("FORBIDDEN");
    var allowed = fixture.dispatcher.env(Caller.inside(
        Call.root(CallId.random(),
            Deadline.NONE),
        holding("s"), fixture.layers(), ScopedEnv.all()));
    assertThat(ask(allowed, "x/op", CallOptions.DEFAULT)).isEqualTo("p1");
  }

  @Test
  void handsAnImportItsInputUnread() throws InterruptedException {
    var seen = new AtomicReference<JsonNode>();
    fixture.attach("p1", imported(OperationSpec.query("x/op")
        .input("{\"type\": \"string\"}")
        .resourceIdPath("$.id"), (Handler.Once) (input, _) -> {
          seen.set(input);
          return input;
        }));
    var input = json("{\"not\": \"a string\"}");

    assertThat(all().invoke("x/op", input)).isSameAs(input);
    assertThat(seen.get()).isSameAs(input);
  }

  @Test
  void passesTheDeclaredErrorsOfAnImportWithoutJudgingThem() throws InterruptedException {
    var error = CallError.of("CLOSED", "no").with(json("{\"free\": true}"));
    fixture.attach("p1", failing("x/declared", error), failing("x/other",
        CallError.of("SURPRISE", "secret")));

    assertThat(failure("x/declared")).isEqualTo(error);
    assertThat(failure("x/other"))
        .isEqualTo(CallError.internal().with(json("{\"code\": \"SURPRISE\"}")));
  }

  private static Operation failing(String name, CallError error) {
    var declared = new ErrorDefinition("CLOSED", "",
        Schema.parse("{\"required\": [\"seconds\"]}"));
    return imported(OperationSpec.query(name).errors(List.of(declared)),
        (Handler.Once) (_, _) -> {
          throw new CallException(error);
        });
  }

  private CallError failure(String name) throws InterruptedException {
    try {
      throw new AssertionError(all().invoke(name, NullNode.instance));
    } catch (CallException e) {
      return e.error();
    }
  }

  private Env all() {
    return fixture.env(ScopedEnv.all());
  }

  private String ask(String name, CallOptions options) throws InterruptedException {
    return ask(all(), name, options);
  }

  /// The answer, or the code of the error.
  private static String ask(Env env, String name, CallOptions options)
      throws InterruptedException {
    try {
      return text(env.invoke(name, NullNode.instance, options));
    } catch (CallException e) {
      return e.error().code();
    }
  }

  private static String text(JsonNode answer) {
    return answer.textValue();
  }

  private static Operation own(String name) {
    return Operation.local(OperationSpec.query(name).build(), answering("own"));
  }

  private static Handler.Once answering(String text) {
    return (_, _) -> TextNode.valueOf(text);
  }
}
