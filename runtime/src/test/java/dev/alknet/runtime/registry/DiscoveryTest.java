package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.holding;
import static dev.alknet.runtime.registry.Fixture.imported;
import static dev.alknet.runtime.registry.Fixture.json;
import static dev.alknet.runtime.registry.Fixture.offer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a node with peers tells about itself and them.
@Timeout(30)
class DiscoveryTest {
  private final Operation own = Operation.local(OperationSpec.query("own/thing").build(),
      (_, _) -> NullNode.instance);
  private final Handler.Stream nothing = (_, _, _) -> {};

  @Test
  void c94_listsNoImports() throws InterruptedException {
    var fixture = new Fixture(own);
    fixture.attach("p1", imported("x/op", "1"));

    assertThat(ask(fixture.layers(), fixture, "services/list", "{}").findValuesAsText("name"))
        .containsExactly("own/thing", "services/list", "services/schema");
    assertThat(fixture.code(null, "services/schema", "{\"name\": \"x/op\"}"))
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void c68_showsWhatIsOfferedToThatConnectionOnly() throws InterruptedException {
    var fixture = new Fixture(own);
    var mine = fixture.attach("p1");
    var other = fixture.attach("p2");
    mine.offer(offer("mine/x", (_, _) -> json("7")));

    var here = fixture.layers().over(mine);
    assertThat(ask(here, fixture, "services/list", "{}").findValuesAsText("name"))
        .containsExactly("mine/x", "own/thing", "services/list", "services/schema");
    assertThat(ask(here, fixture, "services/schema", "{\"name\": \"mine/x\"}").path("visibility"))
        .hasToString("\"external\"");
    assertThat(fixture.serve(Caller.outside(null, null, here), "mine/x", "{}"))
        .containsExactly("responded 7");

    var elsewhere = fixture.layers().over(other);
    assertThat(ask(elsewhere, fixture, "services/list", "{}").findValuesAsText("name"))
        .containsExactly("own/thing", "services/list", "services/schema");
    assertThat(fixture.serve(Caller.outside(null, null, elsewhere), "mine/x", "{}"))
        .containsExactly("failed NOT_FOUND");
    assertThat(fixture.env(ScopedEnv.all()).operations())
        .noneMatch(spec -> spec.name().value().equals("mine/x"));
  }

  @Test
  void c96_groupsWhatTheCallerMaySeeByPeer() throws InterruptedException {
    var fixture = Fixture.telling(own);
    fixture.attach("w2", imported(OperationSpec.query("x/shut").access(AccessControl.scopes("s")),
        (Handler.Once) (_, _) -> NullNode.instance));
    fixture.attach("w1", imported(OperationSpec.subscription("x/open"), nothing),
        imported(OperationSpec.query("x/shut").access(AccessControl.scopes("s")),
            (Handler.Once) (_, _) -> NullNode.instance));

    assertThat(ask((Identity) null, fixture, "services/list-peers", "{}").path("peers")
        .findValuesAsText("peer_id")).containsExactly("local");
    var seen = ask(holding("t"), fixture, "services/list-peers", "{}");
    assertThat(seen.path("peers").findValuesAsText("peer_id")).containsExactly("local", "w1");
    assertThat(seen.path("peers").path(0).findValuesAsText("name")).containsExactly("own/thing",
        "services/list", "services/list-peers", "services/schema");
    assertThat(seen.path("peers").path(1)).isEqualTo(json("""
        {"peer_id": "w1", "operations": [{"name": "x/open", "namespace": "x",
         "op_type": "subscription", "description": ""}]}"""));
    assertThat(ask(holding("s"), fixture, "services/list-peers", "null").path("peers")
        .findValuesAsText("peer_id")).containsExactly("local", "w2", "w1");
  }

  @Test
  void c96_isSilentAboutPeersUnlessTheAssemblyAsks() throws InterruptedException {
    var fixture = new Fixture(own);
    fixture.attach("w1", imported("x/op", "1"));

    assertThat(fixture.code(null, "services/list-peers", "{}")).isEqualTo("NOT_FOUND");
    assertThat(fixture.ask(null, "services/schema", "{\"name\": \"x/op\", \"peer\": \"w1\"}"))
        .isEqualTo(new Outcome.Failed(
            CallError.invalidInput("this node does not tell about its peers")));
  }

  @Test
  void describesAnOperationOfAPeer() throws InterruptedException {
    var fixture = Fixture.telling(own);
    fixture.attach("w1", imported("x/op", "1"),
        imported(OperationSpec.query("x/shut").access(AccessControl.scopes("s")),
            (Handler.Once) (_, _) -> NullNode.instance));

    assertThat(
        ask(holding("t"), fixture, "services/schema", "{\"name\": \"/x/op\", \"peer\": \"w1\"}")
            .path("op_type"))
        .hasToString("\"query\"");
    assertThat(ask((Identity) null, fixture, "services/schema",
        "{\"name\": \"own/thing\", \"peer\": \"local\"}").path("name"))
        .hasToString("\"own/thing\"");
    for (var wrong : new String[]{"{\"name\": \"x/shut\", \"peer\": \"w1\"}",
        "{\"name\": \"own/thing\", \"peer\": \"w1\"}", "{\"name\": \"x/op\", \"peer\": \"w2\"}"}) {
      assertThat(fixture.code(null, "services/schema", wrong)).as(wrong).isEqualTo("NOT_FOUND");
    }
  }

  private static JsonNode ask(@Nullable Identity who, Fixture fixture, String name, String input)
      throws InterruptedException {
    return ask(Caller.outside(who, null, fixture.layers()), fixture, name, input);
  }

  private static JsonNode ask(Layers layers, Fixture fixture, String name, String input)
      throws InterruptedException {
    return ask(Caller.outside(null, null, layers), fixture, name, input);
  }

  private static JsonNode ask(Caller caller, Fixture fixture, String name, String input)
      throws InterruptedException {
    return fixture.dispatcher.invoke(caller, name, json(input), CallOptions.DEFAULT).orThrow();
  }
}
