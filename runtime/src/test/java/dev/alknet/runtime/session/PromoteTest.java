package dev.alknet.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.promotion.Promotions;
import dev.alknet.runtime.promotion.Rehearsal;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Heard;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An operation of a session on its way to its reviewer.
@Timeout(120)
class PromoteTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Identity AUTHOR =
      Identity.of("author", Set.of("session:author", "promote"));
  private static final Identity AGENT = Identity.of("agent", Set.of("session:author"));

  private final AtomicInteger asked = new AtomicInteger();

  @TempDir
  private Path folder = Path.of("");

  @AutoClose
  private Node node = Node.open(List.of());

  @BeforeEach
  void open() {
    var none = NodeSupplies.NONE;
    node = Node.openForPeers(List.of(() -> List.of(
        Operation.local(OperationSpec.query("store/price")
            .input("""
            {"type": "object", "properties": {"token": {"type": "string", "writeOnly": true}}}""")
            .build(), (_, _) -> {
              asked.incrementAndGet();
              return JsonNodeFactory.instance.numberNode(21);
            }),
        Operation.local(OperationSpec.query("store/broken").error("SOLD_OUT", "none left").build(),
            (_, _) -> {
              throw new CallException(CallError.of("SOLD_OUT", "none left"));
            }),
        Operation.localStream(OperationSpec.subscription("store/watch").build(),
            (input, _, emitter) -> {
              emitter.emit(input);
              emitter.emit(JsonNodeFactory.instance.numberNode(2));
            }))),
        new NodeSupplies(none.ownership(), none.grants(), none.identities(), none.log(),
            new SessionRules(ResourceLimits.NONE, ResourceLimits.NONE, Duration.ofMinutes(10), 4,
                16, new Promotions(folder)),
            none.thirdParty()));
  }

  @Test
  void s54_withoutTheScopeItIsForbidden() throws Exception {
    var session = session(AGENT);
    eval(AGENT, session, "env.register('shop/total', () => 1); await ops.shop.total()");

    assertThat(ask(AGENT, "script/promote", promote(session, "shop/total")))
        .isEqualTo("failed FORBIDDEN");
    assertThat(new Promotions(folder).names()).isEmpty();
  }

  @Test
  void s54_withItThereIsARecordForReviewAndNothingElse() throws Exception {
    var session = session(AUTHOR);
    eval(AUTHOR, session, """
        env.register({ name: 'shop/total', description: 'What so many cost.' }, async ({ count }) => {
          const prices = await Promise.all([1, 2].map((id) => ops.store.price({ id, token: 'hush' })));
          return count * (prices[0] + prices[1]);
        });
        await ops.shop.total({ count: 2 })
        """);

    assertThat(ask(AUTHOR, "script/promote", promote(session, "shop/total")))
        .isEqualTo("responded {\"promotion\":\"shop/total/1\",\"calls\":1}");

    assertThat(ask(AUTHOR, "shop/total", "{\"count\": 2}")).isEqualTo("failed NOT_FOUND");
    assertThat(
        eval(AUTHOR, session(AUTHOR), "await env.invoke('shop/total').catch(({ code }) => code)"))
        .contains("NOT_FOUND");
    var kept = Promotion.read(folder.resolve("shop/total/1"));
    assertThat(kept.by()).isEqualTo("author");
    assertThat(kept.scopes()).containsExactlyInAnyOrder("session:author", "promote");
    assertThat(kept.module()).contains("What so many cost.", "count * (prices[0] + prices[1])");
    assertThat(kept.calls()).singleElement()
        .satisfies(call -> assertThat(call.toJson().toString()).contains("{\"count\":2}",
            "\"output\":84", "{\"id\":1}", "{\"id\":2}").doesNotContain("hush"));
    assertThat(asked).as("how often the shop itself was asked").hasValue(2);
    assertThat(ask(AUTHOR, "script/promote", promote(session, "shop/total")))
        .contains("shop/total/2");
  }

  @Test
  void s54_itsTestFailsWhenTheOperationChanges() throws Exception {
    var session = session(AUTHOR);
    eval(AUTHOR, session, """
        env.register('shop/total', async ({ count }) => count * await ops.store.price({ id: 1 }));
        env.register({ name: 'shop/sold', error_schemas: [{ code: 'NONE' }] }, async () => {
          try { await ops.store.broken(); } catch ({ code }) { throw new CallError({ code: 'NONE', message: code }); }
        });
        env.register('shop/seen', async function* () { for await (const n of ops.store.watch(1)) yield n + 1; });
        await ops.shop.total({ count: 2 });
        await ops.shop.sold().catch(() => 0);
        for await (const n of ops.shop.seen()) n;
        """);
    var rehearsal = new Rehearsal((dispatcher, registry, options) -> Session
        .open(node.engine(), dispatcher, registry, options), ResourceLimits.NONE);

    for (var name : List.of("shop/total", "shop/sold", "shop/seen")) {
      assertThat(ask(AUTHOR, "script/promote", promote(session, name))).startsWith("responded");
      assertThat(rehearsal.differences(Promotion.read(folder.resolve(name).resolve("1"))))
          .isEmpty();
    }
    assertThat(rehearsal.differences(edited("shop/total", "count *", "count +")))
        .containsExactly(
            "shop/total({\"count\":2}) ends with {\"output\":23} and not with {\"output\":42}");
    assertThat(rehearsal.differences(edited("shop/total", "id: 1", "id: 2")))
        .anySatisfy(sentence -> assertThat(sentence)
            .endsWith("calls store/price with {\"id\":2}, which it did not when it was recorded"))
        .anySatisfy(sentence -> assertThat(sentence)
            .endsWith("no longer calls store/price with {\"id\":1}"));
    assertThat(rehearsal.differences(edited("shop/sold", "message: code", "message: 'x'")))
        .hasSize(1);
    assertThat(rehearsal.differences(edited("shop/seen", "n + 1", "n"))).hasSize(1);
    assertThat(rehearsal.differences(edited("shop/total", "count *", "count *)")))
        .singleElement()
        .satisfies(sentence -> assertThat(sentence).contains("cannot be called"));
  }

  @Test
  void refusesWhatDoesNotStandByItself() throws Exception {
    var session = session(AUTHOR);
    eval(AUTHOR, session, """
        const secret = 7;
        env.register('shop/closure', () => secret);
        env.register('shop/random', () => Math.random());
        env.register('shop/unused', () => 1);
        await ops.shop.closure();
        await ops.shop.random();
        """);

    assertThat(ask(AUTHOR, "script/promote", promote(session, "shop/closure")))
        .isEqualTo("failed NOT_REPRODUCIBLE");
    assertThat(ask(AUTHOR, "script/promote", promote(session, "shop/random")))
        .isEqualTo("failed NOT_REPRODUCIBLE");
    assertThat(ask(AUTHOR, "script/promote", promote(session, "shop/unused")))
        .isEqualTo("failed NOT_RECORDED");
    assertThat(ask(AUTHOR, "script/promote", promote(session, "shop/none")))
        .isEqualTo("failed NOT_FOUND");
    assertThat(new Promotions(folder).names()).isEmpty();
  }

  @Test
  void saysWhichFolderHoldsNoPromotion() throws Exception {
    Files.writeString(folder.resolve("calls.json"), "{\"at\": 1}");

    assertThatThrownBy(() -> Promotion.read(folder)).isInstanceOf(IOException.class)
        .hasMessageContaining("not a promotion");
  }

  private Promotion edited(String name, String from, String to) throws IOException {
    var kept = Promotion.read(folder.resolve(name).resolve("1"));
    assertThat(kept.module()).contains(from);
    return new Promotion(kept.operation(), kept.by(), kept.at(), kept.scopes(),
        kept.module().replace(from, to), kept.calls(), kept.called());
  }

  private String session(Identity who) {
    return json(ask(who, "session/open", "{}").substring("responded ".length()))
        .path("session")
        .textValue();
  }

  private String eval(Identity who, String session, String code) {
    return ask(who, "session/eval", JsonNodeFactory.instance.objectNode()
        .put("session", session)
        .put("code", code)
        .toString());
  }

  private static String promote(String session, String operation) {
    return JsonNodeFactory.instance.objectNode()
        .put("session", session)
        .put("operation", operation)
        .toString();
  }

  private String ask(Identity who, String name, String input) {
    var heard = new Heard();
    node.dispatcher()
        .serve(Caller.outside(who, null, Layers.of(node.registry(), node.peers())),
            CallId.random(), name, json(input), heard);
    return heard.events().getLast();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
